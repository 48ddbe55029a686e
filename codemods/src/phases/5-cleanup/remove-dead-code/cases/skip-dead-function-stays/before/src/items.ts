import { getClient } from './db.js'

export async function find(name: string): Promise<{ id: number }[]> {
  return getClient().query<{ id: number }>('SELECT id FROM items WHERE name = ?', [name])
}

/** Nobody has asked for years. */
export async function count(): Promise<number> {
  return (await getClient().query('SELECT id FROM items')).length
}
