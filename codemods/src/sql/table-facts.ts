/** What a table's definition says about writing many rows at once. Names are in lower case. */
export interface TableFacts {
  readonly columns: ReadonlySet<string>
  /** The same in the order of the definition, as it spells them. */
  readonly spelled: readonly string[]
  readonly primaryKey: readonly string[]
  /** Columns that a PRIMARY KEY, a UNIQUE constraint or a unique index looks at. */
  readonly uniqueColumns: ReadonlySet<string>
  /** Columns whose default is the time of the statement. */
  readonly timeDefaults: ReadonlySet<string>
  /** Tables that a foreign key points to. A table that refers to itself cares about the order of writes. */
  readonly references: ReadonlySet<string>
  /** True when a foreign key of some table points to this one. */
  readonly isReferredTo: boolean
  /** Columns that take part in a foreign key to another table. */
  readonly referring: ReadonlySet<string>
  /** True when a CHECK constraint may refuse a row. */
  readonly hasChecks: boolean
  /** Columns that may not be NULL. */
  readonly required: ReadonlySet<string>
  /** Columns that have a default. */
  readonly defaults: ReadonlySet<string>
  /** SQL types, by column. */
  readonly types: ReadonlyMap<string, string>
  /** Some column compares texts otherwise than JavaScript does. */
  readonly hasCollation: boolean
}

type Rows = (sql: string) => Promise<Record<string, unknown>[]>

/** Functions whose value is the time at which the statement, or its transaction, started. */
export const timeFunctions =
  /\b(now|current_timestamp|current_date|current_time|get_current_timestamp|get_current_time|current_localtime|current_localtimestamp|localtime|localtimestamp|today|transaction_timestamp)\b/i

/** Reads the facts of every table, by name in lower case. */
export async function tableFacts(rows: Rows): Promise<Map<string, TableFacts>> {
  const tables = await rows('SELECT table_name AS t, sql FROM duckdb_tables()')
  const constraints = await rows(
    "SELECT table_name AS t, constraint_type AS kind, array_to_string(constraint_column_names, ',') AS c, referenced_table AS target FROM duckdb_constraints()",
  )
  const indexes = await rows('SELECT table_name AS t, sql FROM duckdb_indexes() WHERE is_unique')
  const defaults = await rows(
    'SELECT table_name AS t, column_name AS c, column_default AS value FROM duckdb_columns() WHERE NOT internal AND column_default IS NOT NULL',
  )
  const columns = await rows(
    'SELECT table_name AS t, column_name AS c, data_type AS type, is_nullable AS nullable FROM duckdb_columns() WHERE NOT internal ORDER BY column_index',
  )
  const of = (all: readonly Record<string, unknown>[], table: string) =>
    all.filter((row) => lower(row.t) === table)
  return new Map(
    tables.map(({ t, sql }) => {
      const table = lower(t)
      const own = of(constraints, table)
      const keys = own.filter(({ kind }) => kind === 'PRIMARY KEY' || kind === 'UNIQUE')
      const indexed = of(indexes, table).map((row) => lower(row.sql).replace(/^.*?\bon\b[^(]*\(/, '('))
      const names = of(columns, table).map((row) => lower(row.c))
      return [
        table,
        {
          columns: new Set(names),
          spelled: of(columns, table).map((row) => String(row.c)),
          primaryKey: own.filter(({ kind }) => kind === 'PRIMARY KEY').flatMap(({ c }) => listOf(c)),
          uniqueColumns: new Set([
            ...keys.flatMap(({ c }) => listOf(c)),
            ...names.filter((name) => indexed.some((text) => text.split(/\W+/).includes(name))),
          ]),
          timeDefaults: new Set(
            of(defaults, table)
              .filter((row) => timeFunctions.test(String(row.value)))
              .map((row) => lower(row.c)),
          ),
          isReferredTo: constraints.some(
            ({ kind, target }) => kind === 'FOREIGN KEY' && target !== null && lower(target) === table,
          ),
          referring: new Set(own.flatMap(({ kind, c }) => (kind === 'FOREIGN KEY' ? listOf(c) : []))),
          hasChecks: own.some(({ kind }) => kind === 'CHECK'),
          required: new Set([
            ...of(columns, table).flatMap((row) => (row.nullable === false ? [lower(row.c)] : [])),
            ...own.flatMap(({ kind, c }) => (kind === 'PRIMARY KEY' || kind === 'NOT NULL' ? listOf(c) : [])),
          ]),
          defaults: new Set(of(defaults, table).map((row) => lower(row.c))),
          types: new Map(of(columns, table).map((row) => [lower(row.c), String(row.type)])),
          references: new Set(
            own.flatMap(({ kind, target }) => (kind === 'FOREIGN KEY' ? [lower(target)] : [])),
          ),
          hasCollation: /\bcollate\b/i.test(String(sql)),
        },
      ]
    }),
  )
}

function lower(value: unknown): string {
  return String(value).toLowerCase()
}

function listOf(columns: unknown): string[] {
  return lower(columns).split(',')
}
