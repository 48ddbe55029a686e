import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** 0.5 written out is a DECIMAL, and so is what is worked out with it: a parameter is a DOUBLE. */
export async function priced(rate: number, least: number) {
  return inject(database).query<{ id: number; rate: string }>(
    `SELECT id, ${rate} AS rate FROM items WHERE id >= ${least}`,
  )
}

export async function total(fallback: number) {
  return inject(ItemsRepository).total(fallback)
}
