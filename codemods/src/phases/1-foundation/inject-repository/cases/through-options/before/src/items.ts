import { getClient } from './db.js'

export async function add(): Promise<void> {
  await getClient().executeMany('INSERT INTO items (id, name) VALUES (?, ?)', [
    [1, 'one'],
    [2, 'two'],
  ])
}

export async function nameOf(id: number): Promise<string | null | undefined> {
  return getClient().value<string | null>('SELECT category FROM items WHERE id = ?', [id])
}

export async function some(limit: number) {
  return getClient().query<{ id: number }>('SELECT id FROM items ORDER BY id', { limit })
}

export async function later() {
  return getClient().page<{ id: number }>('SELECT id FROM items ORDER BY id DESC', { offset: 10 })
}

export async function all() {
  return getClient().query<{ id: number }>('SELECT id FROM items')
}
