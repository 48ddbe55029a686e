import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { loose, mutable } from './fragments.js'
import { ItemsRepository } from './repositories/items-repository.js'
import { SIZE } from './sizes.js'

let columns = 'id'
const changed = { order: 'name' }
const OPEN = "'tools"
const NOW = () => `DATE '${new Date().toISOString().slice(0, 10)}'`
const COLUMN = process.env.COLUMN ?? 'id'

class Items {
  protected readonly table: string = 'items'

  all(below: number) {
    return inject(database).query<{ id: number }>(`SELECT id FROM ${this.table} WHERE price < ${below}`)
  }
}

export class Other extends Items {
  protected override readonly table = 'others'
}

export function wide() {
  columns = 'id, name'
  changed.order = 'id'
}

export const listed = (below: number) =>
  inject(database).query<{ id: number }>(`SELECT ${columns} FROM items WHERE price < ${below}`)

export const ordered = (below: number) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE price < ${below} ORDER BY ${changed.order}`)

export const half = () => inject(database).query<{ id: number }>(`SELECT id FROM items WHERE category = ${OPEN}'`)

export const noted = (below: number) =>
  inject(ItemsRepository).noted(below)

export const today = (below: number) =>
  inject(database).query<{ id: number }>(`SELECT id FROM items WHERE price < ${below} AND ${NOW()} > DATE '2020-01-01'`)

export const fromEnvironment = () => inject(database).query<{ id: number }>(`SELECT ${COLUMN} FROM items`)

export const elsewhere = (below: number) =>
  inject(database).query<{ id: number }>(
    `SELECT ${loose.column} FROM items WHERE price < ${below} ORDER BY ${mutable}`,
  )

export const replaced = (below: number) =>
  inject(database).query<{ id: number }>(`SELECT ${SIZE} FROM items WHERE price < ${below}`)
