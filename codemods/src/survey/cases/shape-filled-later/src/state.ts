import { type Client, getClient } from './client.js'

const state: { db: Client | null } = { db: null }

export function start() {
  state.db = getClient() // usage: manual-transaction several-queries
}

export async function clear() {
  await state.db!.query('BEGIN')
  await state.db!.query('DELETE FROM items')
  await state.db!.query('COMMIT')
}

export const shared = { db: undefined as Client | undefined, isReady: false }

export function open() {
  shared.db = getClient() // usage: direct-call
  shared.isReady = true
}

export function globally() {
  ;(globalThis as { client?: Client }).client ??= getClient() // usage: direct-call
}
