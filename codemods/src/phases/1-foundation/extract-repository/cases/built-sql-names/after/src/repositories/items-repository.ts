import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  first(name: string | undefined, DEFAULT: number): Promise<{ id: number }[]> {
    const params: unknown[] = []
    let sql = 'SELECT id, name FROM items WHERE 1=1'
    if (name) {
      sql += ' AND name = ?'
      params.push(name)
    }
    sql += ' LIMIT ?'
    params.push(DEFAULT)
    return this.db.query<{ id: number }>(sql, params)
  }

  sorted(least: number | undefined, order: 'NAME' | 'PRICE'): Promise<{ id: number }[]> {
    const columns = { NAME: 'name', PRICE: 'price' }
    const where = least === undefined ? '' : 'WHERE price > 1'
    return this.db.query<{ id: number }>(`SELECT id FROM items ${where} ORDER BY ${columns[order]}`, [])
  }

  listId(name: string | undefined): Promise<{ id: number }[]> {
    let where = ''
    if (name) where = 'WHERE name = ?'
    return this.db.query<{ id: number }>(`SELECT id FROM items ${where}`, name ? [name] : [])
  }
}
