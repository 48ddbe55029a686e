import { getDb } from './db.js'

export async function lines(): Promise<string[]> {
  const rows = await getDb().query<{ line: string }>('SELECT line FROM logs ORDER BY id')
  return rows.map((row) => row.line)
}
