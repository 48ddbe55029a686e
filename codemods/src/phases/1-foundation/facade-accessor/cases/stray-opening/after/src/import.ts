import { openInstance } from '@duckshift/runtime/compat/neo'
import { count } from './count.js'

// A program of its own: its database is in memory, and nobody shares it.
export async function importAll(path: string): Promise<number> {
  const instance = await openInstance(':memory:', undefined, { connections: 'separate', name: 'importAll' })
  const connection = await instance.connect()
  try {
    await connection.run(`CREATE TABLE loaded AS SELECT * FROM read_csv('${path}')`)
    return await count(connection, 'loaded')
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
