import { Named, Table } from './base.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export class Items extends Table<Item> {
  protected readonly table = 'items'

  async named(name: string): Promise<Item[]> {
    const items = new ItemsRepository(this.client)
    return items.listIdAndNameByName(name)
  }

  async rename(id: number, name: string): Promise<boolean> {
    const items = new ItemsRepository(this.client)
    return (await items.updateNameById(name, id)) > 0
  }
}

export class ItemNames extends Named {
  async names(): Promise<string[]> {
    const items = new ItemsRepository(this.db)
    const rows = await items.listName()
    return rows.map((row) => row.name)
  }
}
