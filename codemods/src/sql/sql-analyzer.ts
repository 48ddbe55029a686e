import type { DuckDBConnection, DuckDBType } from '@duckdb/node-api'
import type { SchemaSource } from './schema-source.js'

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

/** DuckDB itself, with the project's schema and no data, as the judge of the project's SQL. */
export class SqlAnalyzer {
  readonly #api: Api
  readonly #connection: DuckDBConnection
  readonly #close: () => void
  readonly #analyses = new Map<string, Promise<SqlAnalysis>>()
  readonly #notNull: ReadonlySet<string>
  readonly tables: ReadonlySet<string>
  /** Statements of the schema that DuckDB refused. */
  readonly problems: readonly string[]

  private constructor(parts: {
    api: Api
    connection: DuckDBConnection
    close: () => void
    notNull: ReadonlySet<string>
    tables: ReadonlySet<string>
    problems: readonly string[]
  }) {
    this.#api = parts.api
    this.#connection = parts.connection
    this.#close = parts.close
    this.#notNull = parts.notNull
    this.tables = parts.tables
    this.problems = parts.problems
  }

  static async open(schema: SchemaSource): Promise<SqlAnalyzer> {
    const api = await import('@duckdb/node-api')
    const instance = await api.DuckDBInstance.create(':memory:')
    const connection = await instance.connect()
    const problems: string[] = []
    for (const text of schema.statements) {
      for (const statement of await splitStatements(connection, text, problems)) {
        await connection.run(statement).catch((error: Error) => problems.push(error.message))
      }
    }
    const rows = async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJS()
    const tables = await rows(
      'SELECT table_name AS name FROM duckdb_tables() UNION SELECT view_name FROM duckdb_views() WHERE NOT internal',
    )
    const columns = await rows(
      'SELECT table_name AS t, column_name AS c FROM duckdb_columns() WHERE NOT internal AND NOT is_nullable',
    )
    const keys = await rows(
      "SELECT table_name AS t, unnest(constraint_column_names) AS c FROM duckdb_constraints() WHERE constraint_type IN ('PRIMARY KEY', 'NOT NULL')",
    )
    return new SqlAnalyzer({
      api,
      connection,
      close: () => {
        connection.disconnectSync()
        instance.closeSync()
      },
      notNull: new Set([...columns, ...keys].map((row) => `${String(row.t)}.${String(row.c)}`)),
      tables: new Set(tables.map((row) => String(row.name))),
      problems,
    })
  }

  get api(): Api {
    return this.#api
  }

  analyze(sql: string): Promise<SqlAnalysis> {
    const known = this.#analyses.get(sql)
    if (known) return known
    const analysis = this.#analyze(sql)
    this.#analyses.set(sql, analysis)
    return analysis
  }

  close(): void {
    this.#close()
  }

  async #analyze(sql: string): Promise<SqlAnalysis> {
    try {
      const extracted = await this.#connection.extractStatements(sql)
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
      const statement = await this.#connection.prepare(sql)
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
          else
            columns.push({ name, type, nullable: !(isDirect && this.#notNull.has(`${tables[0]}.${name}`)) })
        }
        return { ok: true, kind: kindOf(sql), parameters, columns, columnsKnown, tables }
      } finally {
        statement.destroySync()
      }
    } catch (error) {
      return { ok: false, reason: 'does-not-bind', message: (error as Error).message }
    }
  }

  #typeOrNone(read: () => DuckDBType): DuckDBType | undefined {
    try {
      const type = read()
      return type.typeId === this.#api.DuckDBTypeId.ANY || type.typeId === this.#api.DuckDBTypeId.SQLNULL
        ? undefined
        : type
    } catch {
      return undefined
    }
  }

  /** In the order they stand in the text: the first is what the statement is about. */
  async #tablesOf(sql: string): Promise<string[]> {
    const words = [...sql.replace(/'(?:[^']|'')*'/g, "''").matchAll(/[A-Za-z_][\w$]*/g)].map((match) =>
      match[0].toLowerCase(),
    )
    const named = words.filter((word) => this.tables.has(word))
    return [...new Set(named)]
  }
}

function kindOf(sql: string): 'select' | 'insert' | 'update' | 'delete' | 'other' {
  const word = /^\s*(?:--[^\n]*\n\s*|\/\*[\s\S]*?\*\/\s*)*(\w+)/.exec(sql)?.[1]?.toLowerCase()
  switch (word) {
    case 'select':
    case 'with':
    case 'from':
      return 'select'
    case 'insert':
    case 'update':
    case 'delete':
      return word
    default:
      return 'other'
  }
}

async function splitStatements(
  connection: DuckDBConnection,
  text: string,
  problems: string[],
): Promise<string[]> {
  const pieces = text
    .replace(/--[^\n]*/g, '')
    .split(/;[ \t]*(?:\r?\n|$)/)
    .map((piece) => piece.trim())
    .filter(Boolean)
  const statements: string[] = []
  for (const piece of pieces) {
    try {
      await connection.extractStatements(piece)
      statements.push(piece)
    } catch (error) {
      problems.push((error as Error).message)
    }
  }
  return statements
}
