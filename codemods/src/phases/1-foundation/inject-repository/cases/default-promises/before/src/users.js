import db from './db.js'

export async function names() {
  return await db.all('SELECT id, name FROM users ORDER BY name')
}

export async function rename(id, name) {
  await db.run('UPDATE users SET name = ? WHERE id = ?', name, id)
}
