import { inject } from '@duckshift/runtime'
import { dbClient } from './database.js'

export async function names() {
  const rows = await inject(dbClient)().all('SELECT id, name FROM users ORDER BY name')
  return rows.map(({ name }) => name)
}

export async function userOf(id) {
  return await inject(dbClient)().get('SELECT id, name FROM users WHERE id = ?', [id])
}

export async function rename(id, name) {
  await inject(dbClient)().run('UPDATE users SET name = ? WHERE id = ?', [name, id])
}
