import { execute, query, queryLogged } from './db.js'

export interface Item {
  id: number
  name: string
}

export function itemById(id: number): Promise<Item[]> {
  return query<Item>('SELECT id, name FROM items WHERE id = ?', [id])
}

export async function rename(id: number, name: string): Promise<void> {
  await execute('UPDATE items SET name = ? WHERE id = ?', [name, id]) // a comment that stays
}

// The SQL is put together: it stays, on the injected database.
export async function search(filters: string[]): Promise<Item[]> {
  const rows = await query<Item>(`SELECT id, name FROM items WHERE ${filters.join(' AND ')}`)
  return rows
}

export async function all(): Promise<Item[]> {
  return await queryLogged<Item>('SELECT id, name FROM items')
}

// Sent in the same tick: the order of one connection matters.
export async function both(): Promise<unknown[]> {
  return Promise.all([execute("INSERT INTO items VALUES (1, 'one', 1)"), query('SELECT count(*) FROM items')])
}

// What is not awaited keeps its place in the connection's order.
export function note(name: string): void {
  void execute('UPDATE items SET name = ?', [name])
}

// A temporary table is known to the connection of whoever made it.
export async function pick(category: string): Promise<void> {
  await execute('CREATE TEMP TABLE picked AS SELECT id, name FROM items WHERE category = ?', [category])
}

export async function picked(): Promise<Item[]> {
  return await query<Item>('SELECT id, name FROM picked')
}
