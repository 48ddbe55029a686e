import { type Client, getClient } from './db.js'

const state: { db: Client | null } = { db: null }

export function start(): void {
  state.db = getClient()
}

export async function names(): Promise<string[]> {
  const rows = await state.db!.query<{ name: string }>('SELECT name FROM items ORDER BY name')
  return rows.map((row) => row.name)
}

export const shared = { db: undefined as Client | undefined }

export function open(): void {
  shared.db = getClient()
}
