import { all, escapeText } from './db.js'

export interface Item {
  readonly id: number
  readonly name: string
}

export async function named(name: string): Promise<Item | undefined> {
  const [found] = await all<Item>(`SELECT id, name FROM items WHERE name = '${escapeText(name)}'`)
  return found
}

export async function alike(name: string): Promise<Item[]> {
  const item = await named(name)
  return item ? ofName(item.name) : []
}

/** Its callers read the name from the database, by SQL in which they escaped another. */
async function ofName(name: string): Promise<Item[]> {
  return all<Item>(`SELECT id, name FROM items WHERE name LIKE '${escapeText(name)}'`)
}
