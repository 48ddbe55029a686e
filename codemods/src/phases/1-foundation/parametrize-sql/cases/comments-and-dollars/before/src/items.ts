import { getClient } from './db.js'

const NOTE = "/* it's for ?, no value */ "

export const inComment = (name: string, category: string) =>
  getClient().query<{ id: number }>(
    `SELECT /* why? */ id FROM items WHERE name = '${name}' AND ${NOTE}category = ?`,
    [category],
  )

export const inLine = (name: string, category: string) =>
  getClient().query<{ id: number }>(
    `SELECT id -- what's that?
      FROM items WHERE name = '${name}' AND category = ?`,
    [category],
  )

export const inDollars = (name: string, category: string) =>
  getClient().query<{ id: number }>(
    `SELECT id FROM items WHERE name <> $$?'$$ AND name = '${name}' AND category = ?`,
    [category],
  )

export const filledComment = (id: number, note: string) =>
  getClient().query<{ id: number }>(`SELECT id FROM items /* ${note} */ WHERE id = ${id}`)

export const numberedMarks = (name: string, category: string) =>
  getClient().query<{ id: number }>(
    `SELECT id FROM items WHERE name = '${name}' AND (category = ?1 OR ?1 = 'any')`,
    [category],
  )
