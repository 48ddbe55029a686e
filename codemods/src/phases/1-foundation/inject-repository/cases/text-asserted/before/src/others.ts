import { getClient } from './db.js'

/** No test replaces what this one asks. */
export async function othersFrom(least: number) {
  return getClient().query<{ id: number }>(`SELECT id FROM items WHERE id > ${least} ORDER BY id`)
}
