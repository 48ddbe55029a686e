import { getConnection } from './db/connection'

/** Nothing takes the place of this one. */
export async function order(id: number): Promise<void> {
  const connection = await getConnection()
  await connection.run('INSERT INTO orders (id) VALUES (?)', [id])
}
