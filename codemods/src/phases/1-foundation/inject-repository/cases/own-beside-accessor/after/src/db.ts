import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance, repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

let connection: DuckDBConnection | undefined

export async function getConnection(): Promise<DuckDBConnection> {
  if (!connection) {
    connection = await (await openInstance('items.duckdb')).connect()
    await seed(connection)
  }
  return connection
}

async function seed(to: DuckDBConnection): Promise<void> {
  const items = repositoryOn(ItemsRepository, to)
  await items.insert()
}

export async function names(): Promise<unknown[]> {
  if (!connection) return []
  const rows = await repositoryOn(ItemsRepository, connection).listName()
  return rows
}

/** It runs while the module loads: repositories may not be there yet. */
export const first = await (async () => {
  await getConnection()
  return await repositoryOn(ItemsRepository, connection!).minId()
})()
