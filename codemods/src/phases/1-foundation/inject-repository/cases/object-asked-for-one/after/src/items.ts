import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(tenant: string): Promise<string[]> {
  const db = await inject(dbAccessor)(tenant)
  const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export async function main(): Promise<string[]> {
  const items = inject(ItemsRepository)
  const rows = await items.listName()
  return rows.map((row) => row.name)
}
