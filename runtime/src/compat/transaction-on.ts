import { AsyncLocalStorage } from 'node:async_hooks'
import type { PooledDatabase } from '../pooled-database.js'

/** A connection of the driver, or what stands in for one. */
export interface TransactionConnection {
  run(sql: string): Promise<unknown>
}

export interface TransactionOnOptions {
  readonly readOnly?: boolean
}

const databases = new WeakMap<object, PooledDatabase>()
const open = new AsyncLocalStorage<ReadonlySet<object>>()
const waiting = new WeakMap<object, Promise<void>>()

/** Marks a connection whose statements go through a database. Returns it unchanged. */
export function runsOn<Connection extends object>(
  connection: Connection,
  database: PooledDatabase,
): Connection {
  databases.set(connection, database)
  return connection
}

/** The database that a connection's statements go through; undefined for one of the driver itself. */
export function databaseBehind(connection: object): PooledDatabase | undefined {
  return databases.get(connection)
}

/** True inside `transactionOn` of the same connection. */
export function isInTransactionOn(connection: object): boolean {
  return open.getStore()?.has(connection) === true
}

/**
 * Runs `work` in a transaction of a connection, once: committed when it resolves, rolled back when it throws. Inside
 * another one of the same connection it joins. Transactions of one connection that others share take turns; on the one
 * connection that a module keeps for everybody each has a connection of its own.
 */
export async function transactionOn<R>(
  connection: TransactionConnection,
  work: () => Promise<R>,
  { readOnly = false }: TransactionOnOptions = {},
): Promise<R> {
  const database = databases.get(connection)
  if (database) return database.transaction(work, { retry: false, readOnly })
  const around = open.getStore()
  if (around?.has(connection)) return work()
  const before = waiting.get(connection)
  const result = (before ?? Promise.resolve()).then(() =>
    open.run(new Set([...(around ?? []), connection]), () => inTransaction(connection, work, readOnly)),
  )
  const settled = result.then(
    () => undefined,
    () => undefined,
  )
  waiting.set(connection, settled)
  return result
}

async function inTransaction<R>(
  connection: TransactionConnection,
  work: () => Promise<R>,
  readOnly: boolean,
): Promise<R> {
  await connection.run(readOnly ? 'BEGIN TRANSACTION READ ONLY' : 'BEGIN TRANSACTION')
  try {
    const result = await work()
    // COMMIT succeeds after a failed statement, too, and rolls back: this does not.
    await connection.run('SELECT 1')
    await connection.run('COMMIT')
    return result
  } catch (error) {
    // Whatever went wrong there, the first error is the one to know of.
    await connection.run('ROLLBACK').catch(() => undefined)
    throw error
  }
}
