/**
 * @param {import('./db.js').Client} db
 * @param {number} id
 */
export async function nameOf(db, id) {
  const row = await db.queryOne('SELECT name FROM items WHERE id = ?', [id])
  return row?.name
}

export const rename = async (db, id, name) => {
  await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export async function dump(db, table) {
  return db.query(`SELECT * FROM ${table}`)
}
