import { getConnection } from './db.js'

export async function move(): Promise<void> {
  const connection = await getConnection()
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run('INSERT INTO kept SELECT * FROM fresh')
    await connection.run('DELETE FROM fresh')
    await connection.run('COMMIT')
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
}
