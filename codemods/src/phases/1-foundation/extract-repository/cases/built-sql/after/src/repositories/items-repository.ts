import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'
import type { Criteria } from '../other.js'
import type { Criteria as Criteria2, Item } from '../search.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  namedLike(criteria: Criteria): Promise<{ name: string }[]> {
    let sql = 'SELECT name FROM items'
    if (criteria.tags.length > 0) sql += ' WHERE name = ?'
    const params = criteria.tags.slice(0, 1)
    return this.db.query<{ name: string }>(sql, params)
  }

  countForPage(name: string | undefined): Promise<{ n: number }[]> {
    let where = ''
    const params: unknown[] = []
    if (name) {
      where = ' WHERE name = ?'
      params.push(name)
    }
    return this.db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items${where}`, params)
  }

  listNameForPage(name: string | undefined, limit: number, offset: number): Promise<{ name: string }[]> {
    let where = ''
    const params: unknown[] = []
    if (name) {
      where = ' WHERE name = ?'
      params.push(name)
    }
    return this.db.query<{ name: string }>(
      `SELECT name FROM items${where} ORDER BY id LIMIT ? OFFSET ?`,
      [...params, limit, offset],
    )
  }

  waited(name: string): Promise<{ id: number }[]> {
    let where = ''
    const params: unknown[] = []
    if (name) {
      where = 'WHERE name = ?'
      params.push(name)
    }
    return this.db.query<{ id: number }>(`SELECT id FROM items ${where}`, params)
  }

  summarized(step: string, order: 'name' | 'price' | undefined): Promise<{ n: number }[]> {
    let group: string
    switch (step) {
      case 'day':
      case 'today':
        group = "date_trunc('day', created_at)"
        break
      case 'week':
        group = "date_trunc('week', created_at)"
        break
      default:
        group = 'created_at'
    }
    const columns: Record<string, string> = { name: 'max(name)', price: 'max(price)' }
    const by = columns[order ?? ''] ?? 'count(*)'
    return this.db.query<{ n: number }>(
      `SELECT count(*)::INTEGER AS n FROM items WHERE category <> ? GROUP BY ${group} ORDER BY ${by}`,
      [step],
    )
  }

  between(direction: 'ASC' | 'DESC', most: number, least: number): Promise<{ id: number }[]> {
    return this.db.query<{ id: number }>(
      `SELECT id FROM items WHERE price > ? ORDER BY price ${direction} LIMIT ${most}`,
      [least],
    )
  }

  searchItems(criteria: Criteria2, most: number): Promise<Item[]> {
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
    params.push(criteria.limit ?? most)
    return this.db.query<Item>(sql, params)
  }

  byIds(ids: readonly number[]): Promise<Item[]> {
    const placeholders = ids.map(() => '?').join(', ')
    return this.db.query<Item>(`SELECT id, name FROM items WHERE id IN (${placeholders})`, [...ids])
  }

  cheapest(
    category: string | undefined,
    direction: 'ASC' | 'DESC',
    limit: number,
  ): Promise<{ name: string }[]> {
    const conditions: string[] = []
    const values: unknown[] = []
    if (category) {
      conditions.push('category = ?')
      values.push(category)
    } else {
      conditions.push('category IS NOT NULL')
    }
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
    return this.db.query<{ name: string }>(
      `SELECT name
         FROM items ${where}
         ORDER BY price ${direction} LIMIT ${limit}`,
      values,
    )
  }

  async rename(name: string | undefined, category: string | undefined, id: number): Promise<number> {
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
    const { rowsChanged } = await this.db.execute(`UPDATE items SET ${set.join(', ')} WHERE id = ?`, params)
    return rowsChanged
  }
}
