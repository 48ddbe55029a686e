import { DatabaseError } from '../../errors/database-error.js'
import type { AppendSource, AppendTarget, DriverConnection } from '../driver.js'
import { quoted } from './lossless-columns.js'

const valuesPerStatement = 2_000

/** The package has no appender: rows go in through INSERT, many to a statement. */
export async function appendRows(
  connection: DriverConnection,
  target: AppendTarget,
  rows: AppendSource,
): Promise<number> {
  const path = [target.catalog, target.schema, target.table]
    .filter((part) => part !== undefined)
    .map(quoted)
    .join('.')
  const names = target.columns ?? (await columnNames(connection, path))
  const perStatement = Math.max(1, Math.floor(valuesPerStatement / names.length))
  let pending: unknown[][] = []
  let count = 0
  const flush = async () => {
    if (pending.length === 0) return
    const row = `(${names.map(() => '?').join(', ')})`
    const sql = `INSERT INTO ${path} (${names.map(quoted).join(', ')}) VALUES ${pending.map(() => row).join(', ')}`
    await connection.run(sql, pending.flat())
    pending = []
  }
  for await (const row of rows) {
    pending.push(valuesOf(row as readonly unknown[] | Record<string, unknown>, names, target.table))
    count += 1
    if (pending.length === perStatement) await flush()
  }
  await flush()
  return count
}

async function columnNames(connection: DriverConnection, path: string): Promise<string[]> {
  const described = await (await connection.run(`DESCRIBE ${path}`)).rows('js')
  return described.map((row) => String(row.column_name))
}

function valuesOf(
  row: readonly unknown[] | Readonly<Record<string, unknown>>,
  names: readonly string[],
  table: string,
): unknown[] {
  if (!Array.isArray(row)) return names.map((name) => (row as Record<string, unknown>)[name] ?? null)
  if (row.length !== names.length) {
    throw new DatabaseError(
      `A row for "${table}" has ${row.length} values for ${names.length} columns. Name the columns, or give all values.`,
      { code: 'binder' },
    )
  }
  return [...row]
}
