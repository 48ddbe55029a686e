import { inject } from '@duckshift/runtime'
import { connectionAccessor, database } from './db/database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Known SQL, rows read from the result: a repository. */
export async function nameOf(id: number): Promise<string | undefined> {
  const items = inject(ItemsRepository)
  const rows = await items.findNameById(id)
  return rows[0]?.name as string | undefined
}

// SQL made at run time stays, on the injected database.
export async function search(filters: string[]): Promise<unknown[]> {
  const connection = inject(database)
  const sql = `SELECT * FROM items WHERE ${filters.join(' AND ')}`
  const rows = await connection.query(sql)
  return rows
}

export async function remove(id: number): Promise<void> {
  const items = inject(ItemsRepository)
  await items.deleteById(id)
}

// Prepared statements are the driver's own: the connection is injected, and nothing else changes.
export async function prices(ids: number[]): Promise<unknown[]> {
  const connection = await inject(connectionAccessor)()
  const statement = await connection.prepare('SELECT price FROM items WHERE id = $1')
  const found: unknown[] = []
  for (const id of ids) {
    statement.bindInteger(1, id)
    found.push(...(await statement.runAndReadAll()).getRows())
  }
  return found
}

// Two statements that rely on one connection: both keep it.
export async function withLimit(): Promise<unknown[]> {
  const connection = await inject(connectionAccessor)()
  await connection.run("SET VARIABLE most = 3")
  const reader = await connection.runAndReadAll("SELECT * FROM items LIMIT getvariable('most')")
  return reader.getRowObjectsJS()
}

// Sent in the same tick: the order of one connection matters.
export async function both(): Promise<unknown[]> {
  const connection = await inject(connectionAccessor)()
  return Promise.all([
    connection.run("INSERT INTO items VALUES (1, 'one', 1)"),
    connection.runAndReadAll('SELECT count(*) FROM items'),
  ])
}
