import { all, run } from './db.js'

interface Item {
  readonly id: number
  readonly name: string
}

export async function names(limit: number): Promise<string[]> {
  return all<Item>('SELECT id, name FROM items LIMIT ?', [limit]).then((rows) => rows.map((row) => row.name))
}

export async function count(): Promise<number> {
  const rows = await all<Item>('SELECT id, name FROM items')
    .then((found) => found.filter((item) => item.id > 0))
    .catch(() => [])
  return rows.length
}

export const some = (isAll: boolean) =>
  isAll ? all<Item>('SELECT id, name FROM items') : all<Item>('SELECT id, name FROM items WHERE id > ?', [0])

/** Whoever calls it goes on at once. */
export function forget(id: number): void {
  run('DELETE FROM items WHERE id = ?', [id]).catch(console.error)
}
