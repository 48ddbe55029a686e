import { getClient } from './db.js'
import { loose, mutable } from './fragments.js'
import { SIZE } from './sizes.js'

let columns = 'id'
const changed = { order: 'name' }
const OPEN = "'tools"
const NOTE = 'id -- the first'
const NOW = () => `DATE '${new Date().toISOString().slice(0, 10)}'`
const COLUMN = process.env.COLUMN ?? 'id'

class Items {
  protected readonly table: string = 'items'

  all(below: number) {
    return getClient().query<{ id: number }>(`SELECT id FROM ${this.table} WHERE price < ${below}`)
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
  getClient().query<{ id: number }>(`SELECT ${columns} FROM items WHERE price < ${below}`)

export const ordered = (below: number) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE price < ${below} ORDER BY ${changed.order}`)

export const half = () => getClient().query<{ id: number }>(`SELECT id FROM items WHERE category = ${OPEN}'`)

export const noted = (below: number) =>
  getClient().query<{ id: number }>(`SELECT ${NOTE}
 FROM items WHERE price < ${below}`)

export const today = (below: number) =>
  getClient().query<{ id: number }>(`SELECT id FROM items WHERE price < ${below} AND ${NOW()} > DATE '2020-01-01'`)

export const fromEnvironment = () => getClient().query<{ id: number }>(`SELECT ${COLUMN} FROM items`)

export const elsewhere = (below: number) =>
  getClient().query<{ id: number }>(
    `SELECT ${loose.column} FROM items WHERE price < ${below} ORDER BY ${mutable}`,
  )

export const replaced = (below: number) =>
  getClient().query<{ id: number }>(`SELECT ${SIZE} FROM items WHERE price < ${below}`)
