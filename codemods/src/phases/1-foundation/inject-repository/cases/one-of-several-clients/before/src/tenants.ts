import { type Client, getClient } from './db.js'

const clients = new Map<string, Client>()

export function open(tenant: string): void {
  clients.set(tenant, getClient())
}

export async function names(tenant: string): Promise<string[]> {
  const client = clients.get(tenant)
  if (!client) return []
  // The tenant's own.
  const rows = await client.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export async function clearAll(): Promise<void> {
  for (const [tenant, client] of clients) {
    await client.execute('DELETE FROM items WHERE name = $1', [tenant])
  }
  await Promise.all([...clients.values()].map((each) => each.execute('DELETE FROM tags')))
}

export async function next(turn: number): Promise<void> {
  const both = [getClient(), getClient()]
  await both[turn++ % both.length]!.execute('DELETE FROM items WHERE id = $1', [turn])
}
