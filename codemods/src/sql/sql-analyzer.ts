import type { DuckDBConnection, DuckDBType, StatementType } from '@duckdb/node-api'
import { runSchema } from './run-schema.js'
import type { SchemaSource } from './schema-source.js'
import { type TableFacts, tableFacts } from './table-facts.js'

export interface SqlParameter {
  /** 1-based. */
  readonly index: number
  /** For `$name`; absent for `?` and `$1`. */
  readonly name?: string
  readonly type: DuckDBType | undefined
}

export interface SqlColumn {
  readonly name: string
  readonly type: DuckDBType
  readonly nullable: boolean
}

export type SqlAnalysis =
  | {
      readonly ok: true
      readonly kind: 'select' | 'insert' | 'update' | 'delete' | 'other'
      readonly parameters: readonly SqlParameter[]
      /** Empty when DuckDB could not infer them: see `columnsKnown`. */
      readonly columns: readonly SqlColumn[]
      readonly columnsKnown: boolean
      /** Tables read and written, the one the statement is about first. */
      readonly tables: readonly string[]
    }
  | {
      readonly ok: false
      readonly reason: 'syntax' | 'several-statements' | 'does-not-bind'
      readonly message: string
    }

type Api = typeof import('@duckdb/node-api')

/** A schema that DuckDB has taken in. */
interface Catalog {
  readonly api: Api
  readonly connection: DuckDBConnection
  readonly close: () => void
  readonly notNull: ReadonlySet<string>
  readonly facts: ReadonlyMap<string, TableFacts>
  readonly tables: ReadonlySet<string>
  readonly tablesByLowerCase: ReadonlyMap<string, string>
  readonly problems: readonly string[]
}

/**
 * DuckDB itself, with the project's schema and no data, as the judge of the project's SQL. It is loaded with the first
 * statement that is analyzed; what the schema says is known from then on.
 */
export class SqlAnalyzer {
  readonly #schema: SchemaSource
  readonly #analyses = new Map<string, Promise<SqlAnalysis>>()
  #opening: Promise<Catalog> | undefined
  #opened: Catalog | undefined

  constructor(schema: SchemaSource) {
    this.#schema = schema
  }

  /** One that knows the schema at once. */
  static async open(schema: SchemaSource): Promise<SqlAnalyzer> {
    const analyzer = new SqlAnalyzer(schema)
    await analyzer.#open()
    return analyzer
  }

  async #open(): Promise<Catalog> {
    this.#opening ??= openCatalog(this.#schema)
    this.#opened = await this.#opening
    return this.#opened
  }

  get #catalog(): Catalog {
    if (!this.#opened) throw new Error('What a schema says is asked for before a statement was analyzed.')
    return this.#opened
  }

  get api(): Api {
    return this.#catalog.api
  }

  get tables(): ReadonlySet<string> {
    return this.#catalog.tables
  }

  /** Statements of the schema that DuckDB refused. */
  get problems(): readonly string[] {
    return this.#catalog.problems
  }

  /** What the schema says of a table; undefined for views and what it does not define. */
  factsOf(table: string): TableFacts | undefined {
    return this.#catalog.facts.get(table.toLowerCase())
  }

  /** The table or view of a name, as the schema spells it. */
  tableNamed(name: string): string | undefined {
    const { tables, tablesByLowerCase } = this.#catalog
    return tables.has(name) ? name : tablesByLowerCase.get(name.toLowerCase())
  }

  analyze(sql: string): Promise<SqlAnalysis> {
    const known = this.#analyses.get(sql)
    if (known) return known
    const analysis = this.#analyze(sql)
    this.#analyses.set(sql, analysis)
    return analysis
  }

  close(): void {
    this.#opened?.close()
  }

  async #analyze(sql: string): Promise<SqlAnalysis> {
    const { connection, notNull } = await this.#open()
    try {
      const extracted = await connection.extractStatements(sql)
      if (extracted.count !== 1) {
        return {
          ok: false,
          reason: 'several-statements',
          message: `The text holds ${extracted.count} statements.`,
        }
      }
    } catch (error) {
      return { ok: false, reason: 'syntax', message: (error as Error).message }
    }
    try {
      const statement = await connection.prepare(sql)
      try {
        const parameters = Array.from({ length: statement.parameterCount }, (_, offset) => {
          const index = offset + 1
          const name = statement.parameterName(index)
          return {
            index,
            ...(name && !/^\d+$/.test(name) && { name }),
            type:
              Number(statement.parameterTypeId(index)) === 0
                ? undefined
                : this.#typeOrNone(() => statement.parameterType(index)),
          }
        })
        const tables = await this.#tablesOf(sql)
        const isDirect = tables.length === 1 && !/\b(JOIN|UNION|GROUP\s+BY|COALESCE|CASE)\b/i.test(sql)
        const columns: SqlColumn[] = []
        let columnsKnown = true
        for (let index = 0; index < statement.columnCount; index += 1) {
          const name = statement.columnName(index)
          const type = this.#typeOrNone(() => statement.columnType(index))
          if (!type || Number(statement.columnTypeId(index)) === 0) columnsKnown = false
          else columns.push({ name, type, nullable: !(isDirect && notNull.has(`${tables[0]}.${name}`)) })
        }
        return {
          ok: true,
          kind: this.#kindOf(statement.statementType),
          parameters,
          columns,
          columnsKnown,
          tables,
        }
      } finally {
        statement.destroySync()
      }
    } catch (error) {
      return { ok: false, reason: 'does-not-bind', message: (error as Error).message }
    }
  }

  #kindOf(type: StatementType): 'select' | 'insert' | 'update' | 'delete' | 'other' {
    const { SELECT, INSERT, UPDATE, DELETE } = this.api.StatementType
    if (type === SELECT) return 'select'
    if (type === INSERT) return 'insert'
    if (type === UPDATE) return 'update'
    return type === DELETE ? 'delete' : 'other'
  }

  #typeOrNone(read: () => DuckDBType): DuckDBType | undefined {
    try {
      const type = read()
      return type.typeId === this.api.DuckDBTypeId.ANY || type.typeId === this.api.DuckDBTypeId.SQLNULL
        ? undefined
        : type
    } catch {
      return undefined
    }
  }

  /** In the order they stand in the text, what follows FROM, INTO, UPDATE or JOIN before any other mention. */
  async #tablesOf(sql: string): Promise<string[]> {
    const text = sql
      .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
      .replace(/'(?:[^']|'')*'/g, "''")
      .replaceAll('"', '')
    const known = (names: Iterable<RegExpMatchArray>) =>
      [...names].flatMap((match) => this.tableNamed(match[1]!) ?? [])
    const targets = known(text.matchAll(/\b(?:FROM|INTO|UPDATE|JOIN)\s+(?:\w+\.){0,2}(\w+)/gi))
    return [...new Set([...targets, ...known(text.matchAll(/\b([A-Za-z_]\w*)\b/g))])]
  }
}

async function openCatalog(schema: SchemaSource): Promise<Catalog> {
  const api = await import('@duckdb/node-api')
  const instance = await api.DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const problems = await runSchema(connection, schema.statements)
  const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS()
  const tables = await rows(
    'SELECT table_name AS name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal',
  )
  const names = tables.map((row) => String(row.name))
  const columns = await rows(
    'SELECT table_name AS t, column_name AS c FROM duckdb_columns() WHERE NOT internal AND NOT is_nullable',
  )
  const keys = await rows(
    "SELECT table_name AS t, unnest(constraint_column_names) AS c FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'NOT NULL')",
  )
  const ambiguous = new Set(
    (await rows('SELECT table_name AS t FROM duckdb_tables() GROUP BY ALL HAVING count(*) > 1')).map((row) =>
      String(row.t),
    ),
  )
  const facts = await tableFacts(rows)
  for (const table of ambiguous) facts.delete(table.toLowerCase())
  return {
    api,
    connection,
    close: () => {
      connection.disconnectSync()
      instance.closeSync()
    },
    // Of several tables with one name nothing is known: they may differ.
    notNull: new Set(
      [...columns, ...keys].flatMap((row) =>
        ambiguous.has(String(row.t)) ? [] : [`${String(row.t)}.${String(row.c)}`],
      ),
    ),
    facts,
    tables: new Set(names),
    tablesByLowerCase: new Map(names.map((name) => [name.toLowerCase(), name])),
    problems,
  }
}
