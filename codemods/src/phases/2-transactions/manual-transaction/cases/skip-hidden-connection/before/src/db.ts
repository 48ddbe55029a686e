import { Database } from 'duckdb-async'

let opening: Promise<Database> | undefined

export async function runSql(sql: string): Promise<void> {
  opening ??= Database.create('items.duckdb')
  const db = await opening
  await db.run(sql)
}
