import { getClient } from './db.js'

export async function nameOf(id: number): Promise<string | undefined> {
  const [row] = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return row?.name
}

export async function firstNamed(isWanted: (name: string) => boolean): Promise<string | undefined> {
  for await (const { name } of getClient().each<{ name: string }>('SELECT name FROM items ORDER BY id')) {
    if (isWanted(name)) return name // the rest is not read
  }
  return undefined
}
