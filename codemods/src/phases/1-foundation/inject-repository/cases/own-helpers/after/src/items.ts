import { type DuckDBConnection } from '@duckdb/node-api'
import { openInstance, repositoryThrough } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'

let opening: Promise<DuckDBConnection> | undefined

async function open(): Promise<DuckDBConnection> {
  const instance = await openInstance('items.duckdb')
  return instance.connect()
}

async function select<T>(sql: string, params: (string | number)[] = []): Promise<T[]> {
  opening ??= open()
  const reader = await (await opening).runAndReadAll(sql, params)
  return reader.getRowObjectsJS() as T[]
}

const execute = async (sql: string, params: (string | number)[] = []): Promise<void> => {
  opening ??= open()
  await (await opening).run(sql, params)
}

export interface Item {
  id: number
  name: string
}

export async function rename(id: number, name: string): Promise<Item | undefined> {
  const itemsRepository = repositoryThrough(ItemsRepository, { query: select, execute })
  const items = await itemsRepository.findIdAndNameById(id)
  // Nothing to do.
  if (items[0]?.name === name) return items[0]
  await itemsRepository.updateNameById(name, id)
  return (await itemsRepository.findIdAndNameById(id))[0]
}

export const count = async (): Promise<number> =>
  (await repositoryThrough(ItemsRepository, { query: select, execute }).countAll())[0]!.n

export async function from(table: string): Promise<unknown[]> {
  return select(`SELECT * FROM ${table}`)
}
