import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

const clients = new Map<string, Client>()

export function open(tenant: string): void {
  clients.set(tenant, inject(clientAccessor)())
}

export async function names(tenant: string): Promise<string[]> {
  const client = clients.get(tenant)
  if (!client) return []
  const items = new ItemsRepository(databaseOn(client))
  // The tenant's own.
  const rows = await items.listName()
  return rows.map((row) => row.name)
}

export async function clearAll(): Promise<void> {
  for (const [tenant, client] of clients) {
    await new ItemsRepository(databaseOn(client)).deleteByName(tenant)
  }
  await Promise.all([...clients.values()].map((each) => new TagsRepository(databaseOn(each)).deleteAll()))
}

export async function next(turn: number): Promise<void> {
  const getClient = inject(clientAccessor)
  const both = [getClient(), getClient()]
  await new ItemsRepository(databaseOn(both[turn++ % both.length]!)).deleteById(turn)
}
