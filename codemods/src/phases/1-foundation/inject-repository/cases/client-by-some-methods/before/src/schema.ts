import type { Client } from './db.js'

export async function applySchema(client: Pick<Client, 'execute'>): Promise<void> {
  await client.execute('CREATE TABLE IF NOT EXISTS extra (id INTEGER)')
}

export async function countItems(client: Readonly<Client>): Promise<number> {
  const rows = await client.query<{ n: number }>('SELECT count(*)::INTEGER AS n FROM items')
  return rows[0]?.n ?? 0
}
