import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

export interface ItemsIdAndNameByNameRow {
  id: number
  name: string
}

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  searchItems(criteria: any): Promise<ItemsIdAndNameByNameRow[]> {
    let sql = 'SELECT id, name FROM items WHERE 1=1'
    const params = []
    if (criteria.name) {
      sql += ' AND name = ?'
      params.push(criteria.name)
    }
    return this.db.query<ItemsIdAndNameByNameRow>(sql, params)
  }
}
