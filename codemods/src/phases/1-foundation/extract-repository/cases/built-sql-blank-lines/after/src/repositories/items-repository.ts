import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  search(name: string | undefined, least: number | undefined): Promise<{ id: number; name: string }[]> {
    let sql = 'SELECT id, name FROM items WHERE 1=1'
    const params: unknown[] = []
    if (name) {
      sql += ' AND name = ?'
      params.push(name)
    }
    if (least !== undefined) {
      sql += ' AND price >= ?'
      params.push(least)
    }
    sql += ' ORDER BY name'
    return this.db.query<{ id: number; name: string }>(sql, params)
  }
}
