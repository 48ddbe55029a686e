import { query } from './db.js'

/** @param {number} id */
export async function nameOf(id) {
  const [item] = await query('SELECT name FROM items WHERE id = ?', [id])
  return item?.name.trim()
}

/** @param {number} id @param {string | null} name */
export async function rename(id, name) {
  await query('UPDATE items SET name = ? WHERE id = ?', [name, id])
}
