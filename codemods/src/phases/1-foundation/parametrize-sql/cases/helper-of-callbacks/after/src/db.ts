import duckdb from '@duckshift/runtime/compat/duckdb'

let db: duckdb.Database | null = null

function opened(): duckdb.Database {
  db ??= new duckdb.Database('items.duckdb')
  return db
}

export function all<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
  return new Promise((resolve, reject) => {
    const done = (error: Error | null, rows: unknown[]) => {
      if (error) reject(new Error(`Failed: ${sql}`, { cause: error }))
      else resolve(rows as T[])
    }
    if (params.length > 0) opened().all(sql, ...params, done)
    else opened().all(sql, done)
  })
}

export async function first<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T | null> {
  const rows = await all<T>(sql, params)
  return rows[0] ?? null
}

/** Asks again within a second only where the text is another one. */
const kept = new Map<string, Promise<unknown[]>>()
export function cached(sql: string, ...params: unknown[]): Promise<unknown[]> {
  const known = kept.get(sql) ?? all(sql, params)
  kept.set(sql, known)
  return known
}

export const escapeText = (text: string): string => text.replace(/'/g, "''")
