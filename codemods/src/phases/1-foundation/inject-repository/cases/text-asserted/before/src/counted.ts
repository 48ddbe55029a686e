import { getClient } from './db.js'

/** A spy that only counts does not look at the text; a property of the client is no method. */
export async function countedFrom(least: number) {
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE id < ${least} ORDER BY id`)
}
