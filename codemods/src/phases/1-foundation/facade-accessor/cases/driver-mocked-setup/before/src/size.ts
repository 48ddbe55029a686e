import { getInstance } from './open.js'

export async function size(): Promise<unknown> {
  const instance = await getInstance()
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM items')
  connection.closeSync()
  return reader.getRowObjectsJS()[0]?.n
}
