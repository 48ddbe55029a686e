import { getClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return row?.name
}

export async function count(): Promise<number> {
  return Number(await getClient().value<bigint>('SELECT count(*) FROM items'))
}
