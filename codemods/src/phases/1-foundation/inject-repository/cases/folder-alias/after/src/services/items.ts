import { inject } from '@duckshift/runtime'
import { connectionAccessor } from '@/lib/db/database'
import { ItemsRepository } from '@/lib/repositories/items-repository'

export async function items(filter: string) {
  const connection = await inject(connectionAccessor)()
  const statement = await connection.prepare(`SELECT name FROM items WHERE ${filter}`)
  return (await statement.runAndReadAll()).getRowObjectsJS()
}

export async function names(): Promise<string[]> {
  const itemsRepository = inject(ItemsRepository)
  const rows = await itemsRepository.listName()
  return rows.map(({ name }) => String(name))
}
