export async function saveOrder(db, order) { // usage: manual-transaction bound-parameters several-queries
  await db.execute('BEGIN')
  await db.execute('INSERT INTO orders VALUES (?, ?)', [order.id, order.total])
  await db.execute('COMMIT')
}

/** Runs on the runtime as it is. */
export async function dump(db, table) {
  return db.query(`SELECT * FROM ${table}`)
}

export async function dropOrder(db, id) { // usage: manual-transaction bound-parameters several-queries
  await db.execute('BEGIN')
  await db.execute('DELETE FROM orders WHERE id = ?', [id])
  await db.execute('COMMIT')
}

export const store = {
  async clear(db) { // usage: manual-transaction several-queries
    await db.execute('BEGIN')
    await db.execute('DELETE FROM orders')
    await db.execute('COMMIT')
  },
}

export async function dropLines(db, id) { // usage: manual-transaction bound-parameters several-queries
  await db.execute('BEGIN')
  await db.execute('DELETE FROM lines WHERE order_id = ?', [id])
  await db.execute('COMMIT')
}

export async function dropAll(db) { // usage: manual-transaction several-queries
  await db.execute('BEGIN')
  await db.execute('DELETE FROM lines')
  await db.execute('COMMIT')
}

export async function dropOptions({ db }) { // usage: manual-transaction several-queries
  await db.execute('BEGIN')
  await db.execute('DELETE FROM lines')
  await db.execute('COMMIT')
}
