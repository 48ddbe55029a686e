import { getClient } from './db.js'

export async function search(name?: string, least?: number) {
  const started = Date.now()

  let sql = 'SELECT id, name FROM items WHERE 1=1'
  const params: unknown[] = []

  if (name) {
    sql += ' AND name = ?'
    params.push(name)
  }

  if (least !== undefined) {
    sql += ' AND price >= ?'
    params.push(least)
  }

  sql += ' ORDER BY name'

  const rows = await getClient().query<{ id: number; name: string }>(sql, params)
  return { rows, took: Date.now() - started }
}
