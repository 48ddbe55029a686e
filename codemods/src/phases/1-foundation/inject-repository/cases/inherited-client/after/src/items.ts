import { BaseService } from './base.js'
import { ItemsRepository } from './repositories/items-repository.js'

export class ItemService extends BaseService {
  async cheapest(): Promise<string | undefined> {
    const items = new ItemsRepository(this.db)
    const [row] = await items.findNameFirst()
    this.log('cheapest')
    return row?.name
  }

  async rename(id: number, name: string): Promise<void> {
    const items = new ItemsRepository(this.db)
    await items.updateNameById(name, id)
  }
}
