import { query, queryOne } from './db.js'

/** What the helper does with a list is not known. */
export async function names(ids: readonly number[]): Promise<string[]> {
  const found: string[] = []
  for (const id of ids) {
    const item = await queryOne<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
    if (item) found.push(item.name)
  }
  return found
}

/** Rows are counted as the helper gives them. */
export async function count(): Promise<number> {
  const rows = await query<{ id: number }>('SELECT id FROM items')
  return rows.length
}
