import { db } from './db.js'

interface Item {
  id: number
  name: string
}

/** The object's own function for one row would throw where there are several. */
async function first<T>(sql: string, values: number[] = []): Promise<T | undefined> {
  const rows = await db.all<T>(sql, values)
  return rows[0]
}

export const oldest = () => first<Item>('SELECT id, name FROM items ORDER BY id')

export const only = (id: number) => db.get<Item>('SELECT id, name FROM items WHERE id = ?', [id])
