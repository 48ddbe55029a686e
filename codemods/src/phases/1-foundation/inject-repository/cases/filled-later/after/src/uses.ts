import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { shared } from './state.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function find(id: number): Promise<string | undefined> {
  if (!shared.db) throw new Error('Call open() first.')
  const items = new ItemsRepository(databaseOn(shared.db))
  const rows = await items.findNameById(id)
  return rows[0]?.name
}

export async function count(connect: () => Client): Promise<number> {
  const db = connect()
  const items = new ItemsRepository(databaseOn(db))
  const [row] = await items.countAll()
  return Number(row?.n ?? 0)
}

export const counted = (): Promise<number> => count(inject(clientAccessor))
