/** The types of the `duckdb` package's API, for code written against it. */

/** The word in front of a message: `Parser`, `Catalog`, `Constraint`, `Invalid Input`, … */
export type ExceptionType = string

export interface _DuckDbError extends Error {
  errno: -1
  code: 'DUCKDB_NODEJS_ERROR'
  errorType: ExceptionType
}

/** Of the type only: the current driver gives an HTTP failure's text, and no more. */
export interface HttpError extends _DuckDbError {
  errorType: 'HTTP'
  statusCode: number
  response: string
  reason: string
  headers: Record<string, string>
}

export type DuckDbError = HttpError | _DuckDbError

/** Rows hold whatever their statement selects. */
// biome-ignore lint/suspicious/noExplicitAny: the package's own types, which calling code was written against
export type Anything = any

export type Callback<T> = (error: DuckDbError | null, result: T) => void
export type RowData = { [columnName: string]: Anything }
export type TableData = RowData[]
export type ArrowIterable = Iterable<Uint8Array> | AsyncIterable<Uint8Array>
export type ArrowArray = Uint8Array[]

/** What takes parameters and then a callback, or neither. */
export type Arguments<Call> = [...Anything, Call] | Anything[]

export type AccessMode = number | DatabaseConfig

/** DuckDB's own settings as texts, and `parallel`. */
export interface DatabaseConfig {
  [setting: string]: string | boolean | undefined
  /**
   * Statements that need no state of their connection, and different connections, run beside each other. Without it
   * one statement runs at a time, in the order of the calls, as in the old package.
   */
  parallel?: boolean
}

export interface ReplacementScanResult {
  function: string
  parameters: Array<unknown>
}

export type ReplacementScanCallback = (table: string) => ReplacementScanResult | null

export interface ScriptTokens {
  offsets: number[]
  types: number[]
}

interface NamedType {
  id: string
  sql_type: string
  alias?: string
}

export type GenericTypeInfo = NamedType
export type StructTypeInfo = NamedType & { id: 'STRUCT'; children: TypeInfoChildren }
export type ListTypeInfo = NamedType & { id: 'LIST'; child: TypeInfo }
export type MapTypeInfo = NamedType & { id: 'MAP'; key: TypeInfo; value: TypeInfo }
export type UnionTypeInfo = NamedType & { id: 'UNION'; children: TypeInfoChildren }
export type DecimalTypeInfo = NamedType & { id: 'DECIMAL'; width: number; scale: number }
export type EnumTypeInfo = NamedType & { id: 'ENUM'; values: string[] }
export type TypeInfoChildren = { name: string; type: TypeInfo }[]
export type TypeInfo =
  | GenericTypeInfo
  | StructTypeInfo
  | ListTypeInfo
  | MapTypeInfo
  | UnionTypeInfo
  | DecimalTypeInfo
  | EnumTypeInfo
export type ColumnInfo = { name: string; type: TypeInfo }
