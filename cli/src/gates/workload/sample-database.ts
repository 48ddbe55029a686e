import { DuckDBInstance } from '@duckdb/node-api'
import { runSchema } from '@duckshift/codemods'
import { columnValue, sampleRows } from './sample-values.js'

interface Column {
  readonly table: string
  readonly column: string
  readonly type: string
}

export interface SampleDatabase {
  readonly tables: readonly string[]
  /** Tables that stayed empty, each with DuckDB's reason. */
  readonly empty: readonly string[]
  /** What DuckDB said of statements of the schema that it refused. */
  readonly refused: readonly string[]
}

/** Makes a database file with the project's schema and rows whose values the synthesised parameters meet. */
export async function makeSampleDatabase(path: string, schema: readonly string[]): Promise<SampleDatabase> {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  try {
    const refused = await runSchema(connection, schema)
    const reader = await connection.runAndReadAll(
      'SELECT table_name AS "table", column_name AS "column", data_type AS type FROM duckdb_columns() WHERE NOT internal AND table_name IN (SELECT table_name FROM duckdb_tables()) ORDER BY table_oid, column_index',
    )
    const columns = reader.getRowObjectsJS() as unknown as Column[]
    const tables = [...new Set(columns.map((column) => column.table))]
    const reasons = new Map<string, string>()
    // Foreign keys want their targets first, in whatever order the tables come.
    let waiting = tables
    for (let before = -1; waiting.length > 0 && waiting.length !== before; ) {
      before = waiting.length
      const left: string[] = []
      for (const table of waiting) {
        const own = columns.filter((column) => column.table === table)
        const values = own.flatMap(({ column, type }) => {
          const value = columnValue(type)
          return value === undefined ? [] : [{ column: identifier(column), value }]
        })
        const sql = `INSERT INTO ${identifier(table)} (${values.map((one) => one.column).join(', ')}) SELECT ${values.map((one) => one.value).join(', ')} FROM range(${sampleRows}) AS rows(i)`
        try {
          await connection.run(sql)
          reasons.delete(table)
        } catch (error) {
          reasons.set(table, `${table}: ${(error as Error).message.split('\n')[0]}`)
          left.push(table)
        }
      }
      waiting = left
    }
    await connection.run('CHECKPOINT')
    return { tables, empty: [...reasons.values()], refused }
  } finally {
    connection.disconnectSync()
    instance.closeSync()
  }
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
