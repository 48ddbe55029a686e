/** How a result's values become JavaScript: see `DatabaseOptions.rows`. */
export type RowFormat = 'js' | 'exact' | 'json'

export type Row = Record<string, unknown>
/** A result by column: each name with its values in the order of the rows. */
export type Columns = Record<string, unknown[]>

export type Parameters = readonly unknown[] | Readonly<Record<string, unknown>>

export interface DriverResult {
  /** Rows changed by INSERT, UPDATE, DELETE, MERGE; 0 otherwise. */
  readonly rowsChanged: number
  rows(format: RowFormat): Promise<Row[]>
  /** The same by column. */
  columns(format: RowFormat): Promise<Columns>
  /** The same in batches, converted one at a time. */
  batches(format: RowFormat): AsyncIterable<Row[]>
}

export type AppendRow = readonly unknown[] | Readonly<Record<string, unknown>>

export type AppendSource = Iterable<AppendRow> | AsyncIterable<AppendRow>

export interface AppendTarget {
  readonly catalog?: string | undefined
  readonly schema?: string | undefined
  readonly table: string
  /** The columns that rows give values for; default all. */
  readonly columns?: readonly string[] | undefined
}

/** What a statement takes and gives, as SQL types. */
export interface StatementShape {
  /** Undefined where DuckDB leaves a parameter's type open. */
  readonly parameterTypes: readonly (string | undefined)[]
  readonly columns: readonly { readonly name: string; readonly type: string }[]
}

/** One connection of a driver. Never used by two callers at a time: the pool sees to that. */
export interface DriverConnection {
  /** The driver's own connection object. */
  readonly raw: unknown
  /** Runs one statement to its end. Without parameters, `sql` may hold several. */
  run(sql: string, parameters?: Parameters): Promise<DriverResult>
  /** Rows in batches as DuckDB yields them. The caller must drain it before the next call. */
  stream(sql: string, parameters: Parameters | undefined, format: RowFormat): AsyncIterable<Row[]>
  /** Prepares without running. A driver that cannot leaves it out, and point reads are not coalesced. */
  describe?(sql: string): Promise<StatementShape>
  /** Bulk insert in the connection's transaction. Returns the number of rows. */
  append(target: AppendTarget, rows: AppendSource): Promise<number>
  /** Asks the running statement to stop; may be lost, so it is repeated until the call settles. */
  interrupt(): void
  close(): void
}

export interface Driver {
  connect(): Promise<DriverConnection>
  close(): void
}
