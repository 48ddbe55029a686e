import { getClient } from './db.js'

export async function names() {
  const connection = await getClient().raw()
  return (await connection.run('SELECT name FROM items')).getRows()
}
