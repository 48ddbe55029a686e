import { all, first } from './db.js'

interface Item {
  readonly id: number
  readonly name: string
}

/** What the rows are is said by the function alone: as a name, and written out. */
export async function items(): Promise<Item[]> {
  return all('SELECT id, name FROM items')
}

export async function dated(limit: number): Promise<Array<{ id: number; added: string }>> {
  return all('SELECT id, added FROM items LIMIT ?', [limit])
}

export async function oldest(): Promise<{ id: number; item?: Item } | null> {
  return await first('SELECT id FROM items ORDER BY added LIMIT 1')
}

/** Nothing says what its rows are. */
export async function count(): Promise<number> {
  const rows = await all('SELECT id FROM items')
  return rows.length
}
