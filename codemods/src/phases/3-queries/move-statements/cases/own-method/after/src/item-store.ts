import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export class ItemStore {
  async find(id: number): Promise<Item | null> {
    return inject(ItemsRepository).findIdAndNameById(id)
  }

  async names(): Promise<string[]> {
    const rows = await inject(ItemsRepository).listName()
    return rows.map(({ name }) => name)
  }

  async rename(id: number, name: string): Promise<void> {
    await inject(ItemsRepository).updateNameById(name, id)
  }

  /** Which items these are, only the caller knows: the statement stays, and so does what sends it. */
  where(condition: string): Promise<Item[]> {
    return this.rows<Item>(`SELECT id, name FROM items WHERE ${condition}`)
  }

  private async rows<T>(sql: string, values: (string | number)[] = []): Promise<T[]> {
    return inject(database).query<T>(sql, values)
  }
}
