import type { Database as PooledDatabase } from '../database.js'
import { Connection } from './old-package/connection.js'
import { databaseCores } from './old-package/cores.js'
import { Database, OPEN_READONLY } from './old-package/database.js'
import { IpcResultStreamIterator, QueryResult as StatementRows } from './old-package/query-result.js'
import { Statement } from './old-package/statement.js'
import type { RowData } from './old-package/types.js'

export type * from './old-package/types.js'
export { Connection, Database, IpcResultStreamIterator, OPEN_READONLY, Statement }

/** Rows that come as they are read: of a statement with `nextChunk`, of a connection as a generator. */
export type QueryResult = AsyncIterable<RowData>
export const QueryResult = StatementRows

export const ERROR = -1
export const OPEN_READWRITE = 0
export const OPEN_CREATE = 0
export const OPEN_FULLMUTEX = 0
export const OPEN_SHAREDCACHE = 0
export const OPEN_PRIVATECACHE = 0

export enum TokenType {
  IDENTIFIER = 0,
  NUMERIC_CONSTANT = 1,
  STRING_CONSTANT = 2,
  OPERATOR = 3,
  KEYWORD = 4,
  COMMENT = 5,
}

/** The pool behind a database of this module, for repositories and transactions beside the old calls. */
export async function databaseOf(database: Database): Promise<PooledDatabase> {
  const behind = databaseCores.get(database)
  if (!behind) throw new TypeError('Database object expected')
  return behind.core.opening
}

/** What `import duckdb from 'duckdb'` gives. */
export * as default from './duckdb.js'
