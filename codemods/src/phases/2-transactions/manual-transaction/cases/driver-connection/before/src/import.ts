import type { DuckDBConnection } from '@duckdb/node-api'
import { getConnection } from './store.js'

export interface Item {
  readonly id: number
  readonly name: string
}

async function insert(connection: DuckDBConnection, item: Item): Promise<void> {
  await connection.run('INSERT INTO items VALUES (?, ?)', [item.id, item.name])
}

/** All or none. */
export async function importItems(items: readonly Item[]): Promise<number> {
  const connection = await getConnection()
  await connection.run('BEGIN TRANSACTION')
  try {
    await connection.run('DELETE FROM items')
    // One by one, as they come.
    for (const item of items) await insert(connection, item)
    await connection.run('COMMIT')
  } catch (error) {
    await connection.run('ROLLBACK')
    throw error
  }
  return items.length
}

export async function flush(conn: DuckDBConnection, names: readonly string[]) {
  await conn.run('BEGIN')
  try {
    for (const name of names) await conn.run('INSERT INTO names VALUES (?)', [name])
    const reader = await conn.runAndReadAll('SELECT count(*) FROM names')
    await conn.run('COMMIT')
    return reader.getRows()
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
}

export async function prepared(conn: DuckDBConnection, names: readonly string[]) {
  await conn.run('BEGIN')
  try {
    const statement = await conn.prepare('INSERT INTO names VALUES (?)')
    for (const name of names) {
      statement.bindVarchar(1, name)
      await statement.run()
    }
    await conn.run('COMMIT')
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
}

export async function appended(conn: DuckDBConnection, names: readonly string[]) {
  await conn.run('BEGIN')
  try {
    const appender = await conn.createAppender('names')
    for (const name of names) {
      appender.appendVarchar(name)
      appender.endRow()
    }
    appender.closeSync()
    await conn.run('COMMIT')
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
}

export async function streamed(conn: DuckDBConnection) {
  await conn.run('BEGIN')
  try {
    const statement = await conn.prepare('SELECT name FROM names')
    const result = await statement.stream()
    await conn.run('COMMIT')
    return await result.getRows()
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
}

/** The appender is there before the transaction is. */
export async function appendedFromOutside(conn: DuckDBConnection, names: readonly string[]) {
  const appender = await conn.createAppender('names')
  await conn.run('BEGIN')
  try {
    for (const name of names) {
      appender.appendVarchar(name)
      appender.endRow()
    }
    appender.flushSync()
    await conn.run('COMMIT')
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
  appender.closeSync()
}

/** The work is handed the connection, with a transaction open on it. */
export async function within<T>(conn: DuckDBConnection, work: (conn: DuckDBConnection) => Promise<T>): Promise<T> {
  await conn.run('BEGIN')
  try {
    const result = await work(conn)
    await conn.run('COMMIT')
    return result
  } catch (error) {
    await conn.run('ROLLBACK')
    throw error
  }
}
