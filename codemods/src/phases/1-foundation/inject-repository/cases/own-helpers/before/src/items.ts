import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

let opening: Promise<DuckDBConnection> | undefined

async function open(): Promise<DuckDBConnection> {
  const instance = await DuckDBInstance.create('items.duckdb')
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

interface Item {
  id: number
  name: string
}

export async function rename(id: number, name: string): Promise<Item | undefined> {
  const items = await select<Item>('SELECT id, name FROM items WHERE id = ?', [id])
  // Nothing to do.
  if (items[0]?.name === name) return items[0]
  await execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  return (await select<Item>('SELECT id, name FROM items WHERE id = ?', [id]))[0]
}

export const count = async (): Promise<number> =>
  (await select<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items'))[0]!.n

export async function from(table: string): Promise<unknown[]> {
  return select(`SELECT * FROM ${table}`)
}
