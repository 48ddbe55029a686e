import { getInstance } from './db.js'

export async function byId(id: number) {
  const connection = await (await getInstance()).connect() // usage: direct-call never-closes prepared
  const statement = await connection.prepare('SELECT * FROM items WHERE id = $1')
  statement.bindInteger(1, id)
  return statement.runAndReadAll()
}
