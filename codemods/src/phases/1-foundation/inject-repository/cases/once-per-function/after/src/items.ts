import { inject } from '@duckshift/runtime'
import { query } from './db/duckdb.js'
import { queryAccessor } from './db/database.js'

type Item = { id: number; name: string }

// Several times in one function: once from the container, and the calls stay as they are.
export async function summary(table: string): Promise<{ items: Item[]; total: number }> {
  const query = inject(queryAccessor)
  // The newest come first.
  const items = await query<Item>(`SELECT id, name FROM ${table} ORDER BY id DESC`)
  const [count] = await query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM ${table}`)
  return { items, total: count?.n ?? 0 }
}

export async function archive(table: string): Promise<void> {
  'use server'
  const query = inject(queryAccessor)
  await query(`CREATE TABLE IF NOT EXISTS old_${table} AS SELECT * FROM ${table} LIMIT 0`)
  await query(`INSERT INTO old_${table} SELECT * FROM ${table}`)
}

// A function inside asks for itself: it may run later, with another container.
export function refreshers(tables: string[]): (() => Promise<Item[]>)[] {
  return tables.map((table) => async () => {
    const query = inject(queryAccessor)
    await query(`ANALYZE ${table}`)
    return query<Item>(`SELECT id, name FROM ${table}`)
  })
}

// Once, in one line, or in an expression: where it stands.
export async function count(table: string): Promise<unknown> {
  const rows = await inject(queryAccessor)(`SELECT count(*) FROM ${table}`)
  return rows[0]
}
export async function both(a: string, b: string) { return [await inject(queryAccessor)(`FROM ${a}`), await inject(queryAccessor)(`FROM ${b}`)] }
export const pair = async (a: string) => [await inject(queryAccessor)(`FROM ${a}`), await inject(queryAccessor)(`FROM ${a} LIMIT 1`)]

// The function itself is meant here too: the calls are not hidden from it.
export async function timed(table: string, run?: typeof query): Promise<Item[]> {
  const before: typeof query | undefined = run
  await inject(queryAccessor)(`ANALYZE ${table}`)
  const rows = await inject(queryAccessor)<Item>(`SELECT id, name FROM ${table}`)
  return before ? [] : rows
}
