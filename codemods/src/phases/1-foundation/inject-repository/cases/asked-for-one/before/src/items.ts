import { copyFileSync } from 'node:fs'
import { getConnection } from './db.js'

export async function names(): Promise<unknown[]> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT name FROM items')
  return reader.getRowObjectsJson()
}

export async function backUp(path: string): Promise<void> {
  const connection = await getConnection(path)
  await connection.run('CHECKPOINT')
  copyFileSync(path, `${path}.bak`)
}
