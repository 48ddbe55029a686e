import { openConnection } from './connection.js'

export async function columns(): Promise<readonly string[]> {
  const connection = await openConnection()
  const reader = await connection.runAndReadAll('SELECT * FROM items')
  return reader.columnNames()
}

export async function swap(a: number, b: number): Promise<void> {
  const connection = await openConnection()
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run('UPDATE items SET id = -1 WHERE id = ?', [a])
    await connection.run('UPDATE items SET id = ? WHERE id = ?', [a, b])
    await connection.run('UPDATE items SET id = ? WHERE id = -1', [b])
    await connection.run('COMMIT')
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
}
