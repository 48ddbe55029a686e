import db from './db.js'

export async function names() {
  const rows = await db.all('SELECT id, name FROM users ORDER BY name') // usage: direct-call
  return rows.map(({ name }) => name)
}
