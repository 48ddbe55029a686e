import { open, shared } from './services.js'

export async function rename(id: number, name: string): Promise<void> {
  if (!shared.db) throw new Error('Call open() first.')
  try {
    await shared.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  } catch {
    open()
    await shared.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  }
}

export async function count(): Promise<number> {
  if (!shared.db) return 0
  const [row] = await shared.db.query<{ n: bigint }>('SELECT count(*) AS n FROM items')
  return Number(row?.n ?? 0)
}
