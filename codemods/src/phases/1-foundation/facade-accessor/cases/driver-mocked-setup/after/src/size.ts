import { inject } from '@duckshift/runtime'
import { instanceAccessor } from './database.js'

export async function size(): Promise<unknown> {
  const instance = await inject(instanceAccessor)()
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll('SELECT count(*) AS n FROM items')
  connection.closeSync()
  return reader.getRowObjectsJS()[0]?.n
}
