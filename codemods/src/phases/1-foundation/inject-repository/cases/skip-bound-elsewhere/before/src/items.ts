import { getClient } from './db.js'

// What stands between BEGIN and COMMIT belongs to their connection, although each call asks for the client anew.
export async function discount(id: number, factor: number): Promise<void> {
  await getClient().execute('BEGIN')
  await Promise.all([id].map((each) => getClient().execute('UPDATE items SET price = price * ? WHERE id = ?', [factor, each])))
  await getClient().execute('COMMIT')
}

export async function pick(category: string): Promise<void> {
  const db = getClient()
  await db.execute('CREATE TEMP TABLE picked AS SELECT id FROM items WHERE category = ?', [category])
}

// The table is another function's, and its connection's.
export async function picked(): Promise<unknown[]> {
  const db = getClient()
  return db.query('SELECT id FROM picked')
}
