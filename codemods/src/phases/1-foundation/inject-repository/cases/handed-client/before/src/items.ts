import { type Client, getClient } from './db.js'

/** Whoever gives nothing means the shared one: what the flow is cannot be followed. */
export async function find(id: number, db?: Client): Promise<string | undefined> {
  const rows = await (db ?? getClient()).query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  return rows[0]?.name
}

export async function rename(db: Client, id: number, name: string): Promise<void> {
  // Nobody has this name yet.
  await db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
  await db.execute(`UPDATE ${'items'} SET category = ? WHERE id = ?`, ['renamed', id])
}

export async function dump(db: Client, table: string): Promise<unknown[]> {
  return db.query(`SELECT * FROM ${table}`)
}

export const namesOf = (db: Client, category: string) =>
  db.query<{ name: string }>(`SELECT name FROM items WHERE category = '${category}'`)
