import { getClient } from './db.js'

const ALL = 'SELECT id, name FROM items ORDER BY id'

export async function all() {
  const db = getClient()
  return db.query<{ id: number; name: string }>(ALL)
}

export async function byName(name: string) {
  // What it asks for.
  const sql = `
    SELECT id
    FROM items
    WHERE name = $1
  `

  const rows = await getClient().query<{ id: number }>(sql, [name])
  return rows.map((row) => row.id)
}

export async function byCategory(input: { category: string; size: number }) {
  const query = `SELECT id FROM items WHERE category = '${input.category}' LIMIT ${input.size}`
  const db = getClient()
  try {
    return await db.query<{ id: number }>(query)
  } catch (error) {
    throw new Error('Items could not be read', { cause: error })
  }
}

export async function older(limit: Date) {
  const db = getClient()
  const query = `SELECT id FROM items WHERE created_at < TIMESTAMP '${limit.toISOString()}'`
  return db.query<{ id: number }>(query)
}

/** What is said of a value's type changes nothing of it. */
export async function satisfied(name: string) {
  const params = [name satisfies string]
  const most = 10
  const rows = await getClient().query<{ id: number }>('SELECT id FROM items WHERE name = ?', params)
  return { rows, most }
}

export async function asserted(input: Record<string, unknown>) {
  const params = [input.name as string]
  const most = 10
  const rows = await getClient().query<{ id: number }>('SELECT id FROM items WHERE name = ?', params)
  return { rows, most }
}
