import { inject, Repository } from '@duckshift/runtime'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async update(changes: any, unset: any, id: any): Promise<number> {
    const sets = []
    const values = []
    if (changes.name !== undefined) {
      sets.push('name = ?')
      values.push(changes.name)
    }
    if (changes.category !== unset) {
      sets.push('category = ?')
      values.push(changes.category)
    }
    values.push(id)
    const { rowsChanged } = await this.db.execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
    return rowsChanged
  }

  async updateNamed(name: any, category: any, id: any): Promise<number> {
    const sets = []
    const values = []
    if (name) {
      sets.push('name = ?')
      values.push(name)
    }
    if (category) {
      sets.push('category = ?')
      values.push(category)
    }
    const { rowsChanged } = await this.db.execute(
      `UPDATE items SET ${sets.join(', ')} WHERE id = ?`,
      [...values, id],
    )
    return rowsChanged
  }

  async rename(name: any, id: any): Promise<number> {
    const sets = []
    const values = []
    if (name !== 'nobody') {
      sets.push('name = ?')
      values.push(name)
    }
    values.push(id)
    const { rowsChanged } = await this.db.execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
    return rowsChanged
  }
}
