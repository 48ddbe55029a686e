import { all, cached, escapeText, first } from './db.js'

export interface Item {
  readonly id: number
  readonly name: string
}

export function named(name: string, limit: number): Promise<Item[]> {
  return all<Item>(`
    SELECT id, name
    FROM items
    WHERE name = '${escapeText(name)}' AND added >= '${new Date().toISOString().slice(0, 10)}'
    LIMIT ${limit}
  `)
}

export const one = (id: number): Promise<Item | null> => first<Item>(`SELECT id, name FROM items WHERE id = ${id}`)

/** Among others. */
export const priced = (name: string, price: number) =>
  all('SELECT id FROM items WHERE price > ? AND name <> \'' + escapeText(name) + "'", [price])

export const raised = (by: number) => all(`SELECT price + ${by} AS raised FROM items`)

export const alike = (name: string) => cached(`SELECT id FROM items WHERE name = '${escapeText(name)}'`)

/** One text, one call. */
export const replaced = (name: string) =>
  all(`BEGIN TRANSACTION; DELETE FROM items; INSERT INTO items (id, name) VALUES (1, '${escapeText(name)}'); COMMIT;`)
