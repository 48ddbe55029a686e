import { db } from './db.js'

export async function names(): Promise<string[]> {
  const rows = await db.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export async function remove(id: number): Promise<boolean> {
  const changed = await db.run('DELETE FROM items WHERE id = ?', [id])
  return changed > 0
}

/** Which statement this is, only its caller knows: it stays. */
export async function any(sql: string) {
  return db.query(sql)
}
