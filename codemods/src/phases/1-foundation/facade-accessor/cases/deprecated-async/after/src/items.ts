import { inject } from '@duckshift/runtime'
import { queryRowsAccessor } from './database.js'

interface Item {
  id: number
  name: string
}

export async function itemsNamed(name: string): Promise<Item[]> {
  // The index is on the name.
  return inject(queryRowsAccessor)<Item>('SELECT id, name FROM items WHERE name = ?', name)
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(queryRowsAccessor)('UPDATE items SET name = ? WHERE id = ?', name, id)
}
