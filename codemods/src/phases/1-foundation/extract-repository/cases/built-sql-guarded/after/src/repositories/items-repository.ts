import { inject, Repository } from '@duckshift/runtime'
import type { Changes, Item } from '../changes.js'
import { database } from '../database.js'

/** Data access to `items`. */
export class ItemsRepository extends Repository {
  constructor(db = inject(database)) {
    super(db)
  }

  async update(name: string | undefined, category: string | undefined, id: number): Promise<number> {
    const sets: string[] = []
    const values: unknown[] = []
    if (name !== undefined) {
      sets.push('name = ?')
      values.push(name)
    }
    if (category !== undefined) {
      sets.push('category = ?')
      values.push(category)
    }
    values.push(id)
    const { rowsChanged } = await this.db.execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
    return rowsChanged
  }

  async updateById(changes: Changes, id: number): Promise<number> {
    const sets: string[] = []
    const values: unknown[] = []
    if (changes.name) {
      sets.push('name = ?')
      values.push(changes.name)
    }
    if (changes.price !== undefined && changes.price !== null) {
      sets.push('price = ?')
      values.push(changes.price as number)
    }
    if (changes.category !== undefined) {
      sets.push('category = ?')
      values.push(changes.category === '' ? 'none' : changes.category)
    }
    sets.push('created_at = now()')
    const { rowsChanged } = await this.db.execute(
      `UPDATE items SET ${sets.join(', ')} WHERE id = ?`,
      [...values, id],
    )
    return rowsChanged
  }

  async touch(changes: Changes, id: number): Promise<number> {
    const sets = ['created_at = now()']
    const values: unknown[] = []
    if (changes.name === 'none') {
      sets.push('name = NULL')
    } else if (changes.name) {
      sets.push('name = ?')
      values.push(changes.name)
    }
    const { rowsChanged } = await this.db.execute(
      `UPDATE items SET ${sets.join(', ')} WHERE id = ?`,
      [...values, id],
    )
    return rowsChanged
  }

  find(wanted: Changes | undefined): Promise<Item[]> {
    let where = ''
    const values: unknown[] = []
    if (wanted) {
      if (wanted.name) {
        where += ' AND name = ?'
        values.push(wanted.name)
      }
      if (wanted.category) {
        where += ' AND category = ?'
        values.push(wanted.category)
      }
    }
    return this.db.query<Item>(`SELECT id, name FROM items WHERE 1 = 1${where}`, values)
  }

  async change(
    name: string | undefined,
    price: number | null | undefined,
    category: string | undefined,
    id: number,
  ): Promise<number> {
    const sets: string[] = []
    const values: unknown[] = []
    if (name) {
      sets.push('name = ?')
      values.push(name)
    }
    if (price != null) {
      sets.push('price = ?')
      values.push(price)
    }
    if (category) {
      sets.push('category = ?')
      values.push(category)
    }
    values.push(id)
    const { rowsChanged } = await this.db.execute(`UPDATE items SET ${sets.join(', ')} WHERE id = ?`, values)
    return rowsChanged
  }

  named(least: number, changes: Changes): Promise<Item[]> {
    const parts = ['price >= ?']
    const values: unknown[] = [least]
    if (changes.name) {
      parts.push('name = ?')
      values.push(changes.name)
    }
    return this.db.query<Item>(`SELECT id, name FROM items WHERE ${parts.join(' AND ')}`, values)
  }

  countByNameAndCategoryForBoth(
    name: string | undefined,
    category: string | undefined,
  ): Promise<{ n: number }[]> {
    const parts: string[] = []
    const values: unknown[] = []
    if (name) {
      parts.push('name = ?')
      values.push(name)
    }
    if (category) {
      parts.push('category = ?')
      values.push(category)
    }
    const where = parts.join(' AND ')
    return this.db.query<{ n: number }>(`SELECT count(*)::INTEGER AS n FROM items WHERE ${where}`, values)
  }

  listIdAndNameByNameAndCategoryForBoth(
    name: string | undefined,
    category: string | undefined,
  ): Promise<Item[]> {
    const parts: string[] = []
    const values: unknown[] = []
    if (name) {
      parts.push('name = ?')
      values.push(name)
    }
    if (category) {
      parts.push('category = ?')
      values.push(category)
    }
    const where = parts.join(' AND ')
    return this.db.query<Item>(`SELECT id, name FROM items WHERE ${where} ORDER BY id`, values)
  }
}
