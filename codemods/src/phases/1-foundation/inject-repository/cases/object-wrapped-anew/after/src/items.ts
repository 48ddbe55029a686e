import { inject } from '@duckshift/runtime'
import { rememberingDbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export async function twice(): Promise<boolean> {
  const db = inject(rememberingDbAccessor)()
  const first = await db.query<Item>('SELECT id, name FROM items')
  const second = await db.query<Item>('SELECT id, name FROM items')
  return first === second
}

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listIdAndName()
  return rows.map(({ name }) => name)
}
