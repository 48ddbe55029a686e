import { getClient } from './db.js'

/** 0.5 written out is a DECIMAL, and so is what is worked out with it: a parameter is a DOUBLE. */
export async function priced(rate: number, least: number) {
  return getClient().query<{ id: number; rate: string }>(
    `SELECT id, ${rate} AS rate FROM items WHERE id >= ${least}`,
  )
}

export async function total(fallback: number) {
  return getClient().query<{ total: string }>(`SELECT sum(coalesce(price, ${fallback})) AS total FROM items`)
}
