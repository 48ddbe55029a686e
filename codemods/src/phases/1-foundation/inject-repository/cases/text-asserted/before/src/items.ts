import { getClient } from './db.js'

/** A test looks at the text that the client is asked by. */
export async function itemsFrom(least: number) {
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE id >= ${least} ORDER BY id`)
}
