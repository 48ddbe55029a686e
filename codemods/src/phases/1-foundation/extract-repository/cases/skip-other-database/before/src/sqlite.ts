/** Settings live in SQLite, not in DuckDB. */
class Settings {
  query(sql: string, params: unknown[] = []): unknown[] {
    return [sql, ...params]
  }
}

let settings: Settings | undefined

export function getDb(): Settings {
  settings ??= new Settings()
  return settings
}
