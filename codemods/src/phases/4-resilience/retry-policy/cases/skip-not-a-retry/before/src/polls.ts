import { getClient } from './db.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Waits for a row that is not there yet: no error is involved. */
export async function waitFor(id: number): Promise<boolean> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const rows = await getClient().query('SELECT id FROM items WHERE id = ?', [id])
    if (rows.length > 0) return true
    await sleep(10)
  }
  return false
}

/** Another row each time, and those that fail are passed over. */
export async function each(ids: number[]): Promise<number> {
  let found = 0
  for (const id of ids) {
    try {
      found += (await getClient().query('SELECT id FROM items WHERE id = ?', [id])).length
    } catch (error) {
      console.error(error)
    }
  }
  return found
}

/** The first of several places that answers. */
export async function firstOf(tables: ('items' | 'tags')[]): Promise<unknown[]> {
  let last: unknown
  for (const table of tables) {
    try {
      return await getClient().query(`SELECT * FROM ${table}`)
    } catch (error) {
      last = error
    }
  }
  throw last
}
