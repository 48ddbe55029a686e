import { inject } from '@duckshift/runtime'
import { database, executeAccessor, queryAccessor, queryLoggedAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export function itemById(id: number): Promise<Item[]> {
  return inject(ItemsRepository).findIdAndNameById(id)
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id) // a comment that stays
}

// The SQL is put together: it stays, on the injected database.
export async function search(filters: string[]): Promise<Item[]> {
  const rows = await inject(database).query<Item>(`SELECT id, name FROM items WHERE ${filters.join(' AND ')}`)
  return rows
}

export async function all(): Promise<Item[]> {
  return await inject(queryLoggedAccessor)<Item>('SELECT id, name FROM items')
}

// Sent in the same tick: the order of one connection matters.
export async function both(): Promise<unknown[]> {
  return Promise.all([inject(executeAccessor)("INSERT INTO items VALUES (1, 'one', 1)"), inject(queryAccessor)('SELECT count(*) FROM items')])
}

// What is not awaited keeps its place in the connection's order.
export function note(name: string): void {
  void inject(executeAccessor)('UPDATE items SET name = ?', [name])
}

// A temporary table is known to the connection of whoever made it.
export async function pick(category: string): Promise<void> {
  await inject(executeAccessor)('CREATE TEMP TABLE picked AS SELECT id, name FROM items WHERE category = ?', [category])
}

export async function picked(): Promise<Item[]> {
  return await inject(queryAccessor)<Item>('SELECT id, name FROM picked')
}
