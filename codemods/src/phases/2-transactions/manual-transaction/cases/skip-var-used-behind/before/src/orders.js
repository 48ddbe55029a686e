import { getClient } from './db.js'

export async function place(id, total) {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('INSERT INTO orders (id) VALUES (?)', [id])
    for (const step of [1, 2]) {
      var updated = await db.execute('UPDATE orders SET total = ? WHERE id = ?', [total * step, id])
    }
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
  return updated
}

export async function rename(id, customer) {
  const db = getClient()
  await db.execute('BEGIN')
  await db.execute('UPDATE orders SET customer = ? WHERE id = ?', [customer, id])
  await db.execute('INSERT INTO audit (what) VALUES (?)', ['renamed'])
  function told() {
    return `${id} is ${customer}`
  }
  await db.execute('COMMIT')
  return told()
}
