import query from './query.js'

export async function named(name) {
  return query('SELECT id, name FROM items WHERE name = ?', [name])
}

export async function rename(id, name) {
  await query('UPDATE items SET name = ? WHERE id = ?', [name, id])
}

export const all = () => query('SELECT id, name FROM items ORDER BY id')
