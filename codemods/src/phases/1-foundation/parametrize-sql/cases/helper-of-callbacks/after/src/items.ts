import { inject } from '@duckshift/runtime'
import { escapeText } from './db.js'
import { allAccessor, cachedAccessor, firstAccessor } from './database.js'

export interface Item {
  readonly id: number
  readonly name: string
}

export function named(name: string, limit: number): Promise<Item[]> {
  return inject(allAccessor)<Item>(`
    SELECT id, name
    FROM items
    WHERE name = ? AND added >= ?
    LIMIT ?
  `, [name, new Date().toISOString().slice(0, 10), limit])
}

export const one = (id: number): Promise<Item | null> => inject(firstAccessor)<Item>(`SELECT id, name FROM items WHERE id = ?`, [id])

/** Among others. */
export const priced = (name: string, price: number) =>
  inject(allAccessor)('SELECT id FROM items WHERE price > ? AND name <> ?', [price, name])

export const raised = (by: number) => inject(allAccessor)(`SELECT price + ${by} AS raised FROM items`)

export const alike = (name: string) => inject(cachedAccessor)(`SELECT id FROM items WHERE name = '${escapeText(name)}'`)

/** One text, one call. */
export const replaced = (name: string) =>
  inject(allAccessor)(`BEGIN TRANSACTION; DELETE FROM items; INSERT INTO items (id, name) VALUES (1, '${escapeText(name)}'); COMMIT;`)
