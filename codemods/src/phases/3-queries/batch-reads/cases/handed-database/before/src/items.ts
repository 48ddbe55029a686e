import { type Client, getClient } from './db.js'

async function namesOf(db: Client, ids: number[]): Promise<string[]> {
  const names: string[] = []
  for (const id of ids) {
    const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
    for (const { name } of rows) names.push(name)
  }
  return names
}

export async function list(ids: number[]): Promise<string> {
  return (await namesOf(getClient(), ids)).join(', ')
}
