import { inject } from '@duckshift/runtime'
import { storeClient } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function start(): Promise<string[]> {
  const store = inject(storeClient)
  await store.initialize()
  return store.tables({ limit: 10 })
}

export async function names(): Promise<unknown[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}
