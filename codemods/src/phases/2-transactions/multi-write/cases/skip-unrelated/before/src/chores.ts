import { getClient } from './db.js'

/** Functions that call each other are looked into once. */
export async function chores(ids: readonly number[], owner: string): Promise<void> {
  await even(ids)
  await getClient().execute('DELETE FROM sessions WHERE owner = ?', [owner])
}

async function even(ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await odd(ids.slice(1))
}

async function odd(ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await even(ids.slice(1))
}

export async function clear(isSure: boolean): Promise<void> {
  const db = getClient()
  return isSure ? await db.execute('DELETE FROM items') : await db.execute("UPDATE items SET name = ''")
}
