import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance, repositoryOn } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

let connection: DuckDBConnection

export async function start(): Promise<void> {
  connection = await (await openInstance('items.duckdb')).connect()
}

export async function namesOf(id: number): Promise<unknown[]> {
  return await repositoryOn(ItemsRepository, connection, { rows: 'exact' }).findNameById(id)
}
