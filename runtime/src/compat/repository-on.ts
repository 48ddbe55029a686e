import type { DuckDBConnection } from '@duckdb/node-api'
import type { Database } from '../database.js'
import type { RowFormat } from '../driver/driver.js'
import type { Repository } from '../repository.js'
import { ConnectionDatabase } from './connection-database.js'
import { entry } from './entry.js'

/** A connection of the driver, or what stands in for one. */
export type RepositoryConnection = Pick<DuckDBConnection, 'run' | 'runAndReadAll'>

export interface RepositoryOnOptions {
  /**
   * How rows are converted: as the driver's `getRowObjectsJS` (`js`, the default), `getRowObjects` (`exact`) or
   * `getRowObjectsJson` (`json`).
   */
  readonly rows?: RowFormat
}

export type RepositoryClass<R> = new (db: Database) => R

const databases = new WeakMap<object, Map<RowFormat, Database>>()
const repositories = new WeakMap<Database, Map<RepositoryClass<unknown>, unknown>>()

/**
 * The repository whose statements run on exactly this connection: in its open transaction, with its temporary tables,
 * in the order of its statements. The same one for each connection, class and row format. It takes no other
 * connection, and does not close this one. Throws TypeError where the connection is not there yet.
 */
export function repositoryOn<R extends Repository>(
  repository: RepositoryClass<R>,
  connection: RepositoryConnection,
  { rows = 'js' }: RepositoryOnOptions = {},
): R {
  if (connection === undefined || connection === null)
    throw new TypeError(
      'The connection of a repository is not there: open it before its statements are sent.',
    )
  const database = entry(
    entry(databases, connection, () => new Map<RowFormat, Database>()),
    rows,
    () => new ConnectionDatabase(connection as DuckDBConnection, rows),
  )
  const made = entry(repositories, database, () => new Map<RepositoryClass<unknown>, unknown>())
  return entry(made, repository, () => new repository(database)) as R
}
