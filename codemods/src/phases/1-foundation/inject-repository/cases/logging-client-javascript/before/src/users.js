import db from './db.js'

export async function names() {
  const rows = await db.all('SELECT id, name FROM users ORDER BY name')
  return rows.map(({ name }) => name)
}

export async function userOf(id) {
  return await db.get('SELECT id, name FROM users WHERE id = ?', [id])
}

export async function rename(id, name) {
  await db.run('UPDATE users SET name = ? WHERE id = ?', [name, id])
}
