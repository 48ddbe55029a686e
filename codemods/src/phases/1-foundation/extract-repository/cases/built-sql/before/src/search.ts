import { getClient } from './db.js'

const MOST = 50

interface Criteria {
  name?: string
  minPrice?: number
  ids?: number[]
  limit?: number
}

interface Item {
  id: number
  name: string
}

/** Optional parts, one after the other. */
export async function searchItems(criteria: Criteria): Promise<Item[]> {
  const db = getClient()
  // Whatever is asked for.
  let sql = 'SELECT id, name FROM items WHERE 1=1'
  const params: unknown[] = []

  if (criteria.name) {
    sql += ' AND name LIKE ?' // anywhere
    params.push(`%${criteria.name}%`)
  }
  // Prices from here on.
  if (criteria.minPrice !== undefined) {
    sql += ' AND price >= ?'
    params.push(criteria.minPrice)
  }
  if (criteria.ids?.length) {
    sql += ` AND id IN (${criteria.ids.map(() => '?').join(', ')})`
    params.push(...criteria.ids)
  }
  sql += ' ORDER BY id LIMIT ?'
  params.push(criteria.limit ?? MOST)
  return db.query<Item>(sql, params)
}

export async function byIds(ids: readonly number[]): Promise<Item[]> {
  if (ids.length === 0) return []
  const placeholders = ids.map(() => '?').join(', ')
  return getClient().query<Item>(`SELECT id, name FROM items WHERE id IN (${placeholders})`, [...ids])
}

/** A list made of a set. */
export const tagged = (wanted: Set<string>) => {
  const tags = [...wanted]
  return getClient().query<{ item_id: number }>(
    `SELECT item_id FROM tags WHERE tag IN (${Array(tags.length).fill('?').join(', ')})`,
    tags,
  )
}

export class Prices {
  async cheapest(direction: 'ASC' | 'DESC', category?: string, limit = 10): Promise<string[]> {
    const conditions: string[] = []
    const values: unknown[] = []
    if (category) {
      conditions.push('category = ?')
      values.push(category)
    } else {
      conditions.push('category IS NOT NULL')
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    try {
      const rows = await getClient().query<{ name: string }>(
        `SELECT name
         FROM items ${where}
         ORDER BY price ${direction} LIMIT ${limit}`,
        values,
      )
      return rows.map((row) => row.name)
    } catch (error) {
      throw new Error('No prices could be read', { cause: error })
    }
  }

  async rename(id: number, name?: string, category?: string): Promise<number> {
    const set = ['price = price']
    const params: unknown[] = []
    if (name !== undefined) {
      set.push('name = ?')
      params.push(name)
    }
    if (category !== undefined) {
      set.push('category = ?')
      params.push(category)
    }
    params.push(id)
    return getClient().execute(`UPDATE items SET ${set.join(', ')} WHERE id = ?`, params)
  }
}
