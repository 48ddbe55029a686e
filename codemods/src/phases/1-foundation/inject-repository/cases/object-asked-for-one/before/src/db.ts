import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

const made = new Map<string, Promise<ReturnType<typeof wrap>>>()

function wrap(conn: DuckDBConnection) {
  return {
    query: async <T>(sql: string, params: (string | number)[] = []): Promise<T[]> =>
      (await conn.runAndReadAll(sql, params)).getRowObjectsJS() as T[],
  }
}

export async function getDb(tenant = 'main') {
  let db = made.get(tenant)
  if (!db) {
    db = DuckDBInstance.create(`${tenant}.duckdb`)
      .then((instance) => instance.connect())
      .then(wrap)
    made.set(tenant, db)
  }
  return db
}
