import { getClient } from './db.js'

export async function settle(id, total) {
  const db = getClient()
  await db.execute('BEGIN')
  let changed = await db.execute('UPDATE orders SET total = ? WHERE id = ?', [total, id])
  var audited = await db.execute('INSERT INTO audit (what) VALUES (?)', ['settled'])
  await db.execute('COMMIT')
  changed += audited
  return changed
}
