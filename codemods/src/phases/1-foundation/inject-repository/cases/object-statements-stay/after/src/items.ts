import { inject } from '@duckshift/runtime'
import { dbClient } from './database.js'

/** Of the session of the object's connection. */
export async function picked(ids: number[]) {
  const db = inject(dbClient)
  await db.query('CREATE TEMP TABLE picked (id INTEGER)')
  for (const id of ids) await db.query('INSERT INTO picked VALUES (?)', [id])
  return db.query<{ id: number; name: string }>('SELECT id, name FROM items JOIN picked USING (id)')
}

export async function threads(): Promise<void> {
  await inject(dbClient).query('SET threads = 2')
}

export async function all(): Promise<unknown[]> {
  const rows: unknown[] = []
  for await (const row of inject(dbClient).each('SELECT * FROM items')) rows.push(row)
  return rows
}

/** Sent together, in the order in which the one connection takes them. */
export async function both() {
  const db = inject(dbClient)
  return Promise.all([db.query('DELETE FROM items'), db.query('SELECT count(*) AS n FROM items')])
}
