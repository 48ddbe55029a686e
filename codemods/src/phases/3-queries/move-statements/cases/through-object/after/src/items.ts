import { inject } from '@duckshift/runtime'
import { type Values } from './db.js'
import { legacyDb } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

async function all<T>(sql: string, values: Values = []): Promise<T[]> {
  const db = inject(legacyDb)
  return db.query<T>(sql, values)
}

export class Items {
  async names(): Promise<string[]> {
    const rows = await inject(ItemsRepository).listIdAndName()
    return rows.map(({ name }) => `${name}!`)
  }

  async rename(id: number, name: string): Promise<void> {
    await inject(ItemsRepository).updateNameById(name, id)
  }

  /** What the object does with values is not looked at again: the statement stays. */
  one(id: number): Promise<Item[]> {
    return all<Item>(`SELECT id, name FROM items WHERE id = ${id}`)
  }
}
