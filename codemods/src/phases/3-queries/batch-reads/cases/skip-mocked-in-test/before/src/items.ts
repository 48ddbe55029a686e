import { getClient } from './db.js'

export async function namesOf(ids: readonly number[]): Promise<string[]> {
  const names: string[] = []
  for (const id of ids) {
    const rows = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
    names.push(rows[0]!.name)
  }
  return names
}
