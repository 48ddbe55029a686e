import { inject } from '@duckshift/runtime'
import { transactionOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'

export async function columns(): Promise<readonly string[]> {
  const connection = await inject(connectionAccessor)()
  const reader = await connection.runAndReadAll('SELECT * FROM items')
  return reader.columnNames()
}

export async function swap(a: number, b: number): Promise<void> {
  const connection = await inject(connectionAccessor)()
  await transactionOn(connection, async () => {
    await connection.run('UPDATE items SET id = -1 WHERE id = ?', [a])
    await connection.run('UPDATE items SET id = ? WHERE id = ?', [a, b])
    await connection.run('UPDATE items SET id = ? WHERE id = -1', [b])
  })
}
