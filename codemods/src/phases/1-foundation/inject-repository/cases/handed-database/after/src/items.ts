import type { Database } from '@duckshift/runtime'
import { AuditRepository } from './repositories/audit-repository.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

export class ItemService {
  constructor(private readonly db: Database) {}

  async find(id: number): Promise<Item | undefined> {
    const items = new ItemsRepository(this.db)
    // One row at most.
    const rows = await items.findIdAndNameById(id)
    return rows[0]
  }

  async rename(id: number, name: string): Promise<void> {
    const known = await this.find(id)
    if (!known) throw new Error(`no item ${id}`)
    const items = new ItemsRepository(this.db)
    await items.updateNameById(name, id)
    const audit = new AuditRepository(this.db)
    await audit.insert(id, 'rename')
  }

  async countIn(table: string): Promise<number> {
    const [row] = await this.db.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)
    return row?.n ?? 0
  }
}
