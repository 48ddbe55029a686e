import type { DuckDBConnection } from '@duckdb/node-api'
import { inject } from '@duckshift/runtime'
import { repositoryOn, transactionOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './opening-database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export interface Item {
  id: number
  name: string
}

async function insertAll(conn: DuckDBConnection, items: Item[]): Promise<void> {
  const itemsRepository = repositoryOn(ItemsRepository, conn)
  await transactionOn(conn, async () => {
    await itemsRepository.insertForEach(items.map((item) => item.id), items.map((item) => item.name))
  })
}

export async function importItems(items: Item[]): Promise<void> {
  const conn = await inject(connectionAccessor)()
  await insertAll(conn, items)
  conn.closeSync()
}
