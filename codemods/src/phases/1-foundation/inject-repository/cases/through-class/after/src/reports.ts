import { inject } from '@duckshift/runtime'
import { warehouseClient } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function dearest() {
  const rows = await inject(ItemsRepository).listIdAndPrice()
  return rows.map((row) => row.id)
}

/** What more it takes is no list of values: it stays. */
export async function keptFor(ttlMs: number) {
  return inject(warehouseClient).query('SELECT count(*) AS n FROM items', ttlMs)
}

/** It gives values to the driver nowhere: they stay in the text. */
export async function priceOf(id: number) {
  const [row] = await inject(warehouseClient).query(`SELECT price FROM items WHERE id = ${id}`)
  return row?.price
}

export const tables = () => inject(warehouseClient).tables()
