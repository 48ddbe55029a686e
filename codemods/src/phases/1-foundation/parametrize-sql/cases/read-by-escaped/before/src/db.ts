import duckdb from 'duckdb'

let db: duckdb.Database | null = null

function opened(): duckdb.Database {
  db ??= new duckdb.Database('items.duckdb')
  return db
}

export function all<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
  return new Promise((resolve, reject) => {
    opened().all(sql, ...params, (error: Error | null, rows: unknown[]) => {
      if (error) reject(new Error(`Failed: ${sql}`, { cause: error }))
      else resolve(rows as T[])
    })
  })
}

export const escapeText = (text: string): string => text.replace(/'/g, "''")
