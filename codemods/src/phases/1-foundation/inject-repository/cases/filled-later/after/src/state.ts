import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

const state: { db: Client | null } = { db: null }

export function start(): void {
  state.db = inject(clientAccessor)()
}

export async function names(): Promise<string[]> {
  const rows = await new ItemsRepository(databaseOn(state.db!)).listName()
  return rows.map((row) => row.name)
}

export const shared = { db: undefined as Client | undefined }

export function open(): void {
  shared.db = inject(clientAccessor)()
}
