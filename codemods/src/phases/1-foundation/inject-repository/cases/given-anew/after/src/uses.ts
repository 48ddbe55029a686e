import { open, shared } from './services.js'
import { databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function rename(id: number, name: string): Promise<void> {
  if (!shared.db) throw new Error('Call open() first.')
  try {
    await new ItemsRepository(databaseOn(shared.db)).updateNameById(name, id)
  } catch {
    open()
    await new ItemsRepository(databaseOn(shared.db)).updateNameById(name, id)
  }
}

export async function count(): Promise<number> {
  if (!shared.db) return 0
  const items = new ItemsRepository(databaseOn(shared.db))
  const [row] = await items.countAll()
  return Number(row?.n ?? 0)
}
