import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function add(): Promise<void> {
  await inject(clientAccessor)().executeMany('INSERT INTO items (id, name) VALUES (?, ?)', [
    [1, 'one'],
    [2, 'two'],
  ])
}

export async function nameOf(id: number): Promise<string | null | undefined> {
  return inject(clientAccessor)().value<string | null>('SELECT category FROM items WHERE id = ?', [id])
}

export async function some(limit: number) {
  return inject(clientAccessor)().query<{ id: number }>('SELECT id FROM items ORDER BY id', { limit })
}

export async function later() {
  return inject(clientAccessor)().page<{ id: number }>('SELECT id FROM items ORDER BY id DESC', { offset: 10 })
}

export async function all() {
  return inject(ItemsRepository).listId()
}
