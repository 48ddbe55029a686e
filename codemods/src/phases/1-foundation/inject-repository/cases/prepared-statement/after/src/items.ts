import type { DuckDBConnection } from '@duckdb/node-api'
import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** By name, dear ones first. */
export async function named(name: string, least: number) {
  const connection = await inject(connectionAccessor)()
  // Prepared, because names come from outside.
  const items = repositoryOn(ItemsRepository, connection, { rows: 'exact' })
  const rows = await items.listIdAndPriceByNameAndPriceAbove(name.trim(), Math.floor(least))
  return rows
}

export async function add(connection: DuckDBConnection, id: number, name: string | null): Promise<void> {
  const items = repositoryOn(ItemsRepository, connection)
  await items.insert(id, name, 1)
}

export async function rename(connection: DuckDBConnection, id: number, name: string) {
  const items = repositoryOn(ItemsRepository, connection)
  const rowsChanged = await items.updateNameById(name, id)
  return rowsChanged
}

/** Prepared once, run for each. */
export async function addAll(connection: DuckDBConnection, names: string[]): Promise<void> {
  const statement = await connection.prepare('INSERT INTO items (id, name, price) VALUES (?, ?, 0)')
  for (const [index, name] of names.entries()) {
    statement.bindInteger(1, index)
    statement.bindVarchar(2, name)
    await statement.run()
  }
}

export async function maybeNamed(connection: DuckDBConnection, name: string | undefined) {
  const statement = await connection.prepare('SELECT id FROM items WHERE name = $1')
  if (name === undefined) statement.bindNull(1)
  else statement.bindVarchar(1, name)
  return (await statement.runAndReadAll()).getRowObjects()
}

export async function dearest(connection: DuckDBConnection, price: number) {
  const statement = await connection.prepare('SELECT id FROM items WHERE price > $1')
  statement.bindDouble(1, price)
  return (await statement.runAndReadAll()).getRowObjects()
}

export async function shown(connection: DuckDBConnection, name: string) {
  const statement = await connection.prepare('SELECT id FROM items WHERE name = $1')
  statement.bindVarchar(1, name)
  console.log(statement.parameterCount)
  return (await statement.runAndReadAll()).getRowObjects()
}

export async function above(connection: DuckDBConnection, least: number) {
  const statement = await connection.prepare('SELECT id FROM items WHERE price > $1 AND price < 100')
  statement.bindInteger(1, least)
  return (await statement.runAndReadAll()).getRowObjects()
}

export async function all(connection: DuckDBConnection) {
  const items = repositoryOn(ItemsRepository, connection, { rows: 'exact' })
  return await items.listId()
}

export async function main(): Promise<void> {
  const connection = await inject(connectionAccessor)()
  await add(connection, 1, 'one')
  await rename(connection, 1, 'two')
  await addAll(connection, ['three'])
  console.log(await named('two', 0), await maybeNamed(connection, undefined), await dearest(connection, 0))
  console.log(await shown(connection, 'two'), await all(connection), await above(connection, 1))
}
