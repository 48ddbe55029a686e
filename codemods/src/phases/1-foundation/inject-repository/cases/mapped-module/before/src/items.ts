import { getConnection } from '@/db/connection'

/** The repository would have the connection by a specifier that leads to the real one. */
export async function add(id: number): Promise<void> {
  const connection = await getConnection()
  await connection.run('INSERT INTO items (id) VALUES (?)', [id])
}
