import { getConnection } from './db'

export async function one(id: number): Promise<unknown> {
  const connection = await getConnection()
  const statement = await connection.prepare('SELECT $1')
  statement.bindInteger(1, id)
  return statement.run()
}
