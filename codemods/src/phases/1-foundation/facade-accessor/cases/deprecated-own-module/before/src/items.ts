import { executeQuery, itemsNamed } from './db.js'

export async function count(): Promise<number> {
  const [row] = await executeQuery<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  return row?.n ?? 0
}

export async function hasItem(name: string): Promise<boolean> {
  return (await itemsNamed(name)).length > 0
}
