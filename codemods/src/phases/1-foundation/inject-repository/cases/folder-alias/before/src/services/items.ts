import { getConnection } from '@/lib/db'

export async function items(filter: string) {
  const connection = await getConnection()
  const statement = await connection.prepare(`SELECT name FROM items WHERE ${filter}`)
  return (await statement.runAndReadAll()).getRowObjectsJS()
}

export async function names(): Promise<string[]> {
  const connection = await getConnection()
  const reader = await connection.runAndReadAll('SELECT name FROM items')
  return reader.getRowObjectsJS().map(({ name }) => String(name))
}
