import { all, exec, one } from './db.js'

export async function names(): Promise<string[]> {
  const rows = await all<{ name: string }>('SELECT name FROM items ORDER BY id')
  return rows.map((row) => row.name)
}

export async function nameOf(id: number): Promise<string | undefined> {
  const row = await one<{ name: string }>('SELECT name FROM items WHERE id = ?', id)
  return row?.name
}

export async function rename(id: number, name: string): Promise<void> {
  await exec('UPDATE items SET name = ? WHERE id = ?', name, id)
}
