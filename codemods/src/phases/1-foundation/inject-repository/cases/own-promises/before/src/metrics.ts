import { Database } from 'duckdb-async'

let metrics: Database | null = null

export async function start(path: string): Promise<void> {
  if (metrics) return
  metrics = await Database.create(path)
  await metrics.run('CREATE TABLE IF NOT EXISTS items (id INTEGER, name VARCHAR)')
}

export async function add(id: number, name?: string): Promise<void> {
  if (!metrics) throw new Error('not started')
  await metrics.run('INSERT INTO items VALUES (?, ?)', id, name ?? null)
  await metrics.run('DELETE FROM tags WHERE item = ?', id)
}

export async function namesFrom(id: number): Promise<string[]> {
  if (!metrics) return []
  const rows = await metrics.all('SELECT name FROM items WHERE id >= ?', id)
  return rows.map((row) => row.name as string)
}

export function prune(): void {
  metrics?.run('DELETE FROM items WHERE name IS NULL').catch(() => undefined)
}
