import getConnection from './db.js'
import { execute, queryAll } from './query.js'

export async function names() {
  const connection = await getConnection()
  const rows = await queryAll(connection, 'SELECT id, name FROM users ORDER BY name')
  return rows.map(({ name }) => name)
}

export async function rename(id, name) {
  const connection = await getConnection()
  await execute(connection, 'UPDATE users SET name = ? WHERE id = ?', [name, id])
}
