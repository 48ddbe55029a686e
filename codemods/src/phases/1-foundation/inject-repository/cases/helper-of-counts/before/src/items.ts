import { exec, query } from './db.js'

export const rename = (id: number, name: string): Promise<number> =>
  exec('UPDATE items SET name = ? WHERE id = ?', [name, id])

export async function forget(id: number): Promise<boolean> {
  return (await exec('DELETE FROM items WHERE id = ?', [id])) > 0
}

export async function setUp(): Promise<number> {
  await exec('CREATE TABLE IF NOT EXISTS notes (text VARCHAR)')
  return await exec('CREATE INDEX IF NOT EXISTS by_text ON notes (text)')
}

export async function names(): Promise<string[]> {
  const rows = await query<{ name: string }>('SELECT name FROM items ORDER BY id')
  return rows.map((row) => row.name)
}
