import { connection } from './db.js'

export async function names(): Promise<unknown[]> {
  if (!connection) throw new Error('call init() first')
  return (await connection.runAndReadAll('SELECT name FROM items')).getRows()
}

export async function count(): Promise<number> {
  const reader = await connection!.runAndReadAll('SELECT count(*) FROM items')
  return Number(reader.getRows()[0]?.[0])
}
