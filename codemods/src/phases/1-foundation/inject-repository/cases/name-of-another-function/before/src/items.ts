import { getClient } from './db.js'

export function lengths(items: string[]): number[] {
  const itemsRepository = new Map(items.map((item) => [item, item.length]))
  return [...itemsRepository.values()]
}

export async function names(): Promise<string[]> {
  const db = getClient()
  const found = await db.query<{ name: string }>('SELECT name FROM items')
  return found.map(({ name }) => name)
}

export async function pairs(): Promise<string[]> {
  const db = getClient()
  const found = await db.query<{ tag: string }>('SELECT tag FROM tags')
  const itemsRepository = found.length
  const rows = await db.query<{ name: string }>('SELECT name FROM items LIMIT ?', [itemsRepository])
  return rows.map(({ name }) => name)
}
