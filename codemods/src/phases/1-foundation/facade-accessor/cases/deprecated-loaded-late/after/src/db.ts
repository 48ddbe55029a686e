let loaded: any = null
let database: any = null

async function driver() {
  if (loaded) return loaded
  try {
    loaded = await import('@duckshift/runtime/compat/duckdb')
    return loaded
  } catch {
    return null
  }
}

export async function getDatabase() {
  if (database) return database
  const duckdb = await driver()
  if (!duckdb) return null
  const Database = duckdb.default?.Database ?? duckdb.Database
  database = new Database(':memory:')
  return database
}
