import { getClient } from './db.js'

export async function attach() {
  const db = getClient() // usage: session-state several-queries
  await db.execute("ATTACH 'other.duckdb' AS other")
  await db.execute('CREATE TEMP TABLE picked AS SELECT * FROM other.items')
}

export async function define() {
  await getClient().execute('CREATE TABLE a (id INTEGER); CREATE TABLE b (id INTEGER)') // usage: direct-call ddl several-statements
}
