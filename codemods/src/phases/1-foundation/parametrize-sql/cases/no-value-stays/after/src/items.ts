import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** The number of a column, not a number. */
export const sorted = (column: number) =>
  inject(ItemsRepository).sorted(column)

/** Another kind of literal. */
export const escaped = (name: string) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE name = E'${name}'`)

/** SQL, and no value. */
export const either = (condition: string | null) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE category = ${condition ?? 'NULL'}`)

/** A function of the database. */
export const created = (at: string | undefined) =>
  inject(database).query<{ id: number }>(
    `SELECT id FROM items WHERE created_at < ${at ? `'${at}'` : 'now()'}`,
  )

/** Nothing tells what the word undefined was to be. */
export const cheaper = (price: number | undefined) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE price < ${price}`)
