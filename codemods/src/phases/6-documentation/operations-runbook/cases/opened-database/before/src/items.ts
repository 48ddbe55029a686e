import { Database, inject, Repository } from '@duckshift/runtime'

export interface ItemRow {
  id: number
  name: string
}

/**
 * Items and what they cost.
 *
 * Nothing here is cached.
 */
export class Items extends Repository {
  /** Every item, the dearest | first. */
  list(): Promise<ItemRow[]> {
    return this.db.query<ItemRow>('SELECT id, name FROM items ORDER BY price DESC')
  }

  async rename(id: number, name: string): Promise<void> {
    await this.db.execute('UPDATE items SET name = ? WHERE id = ?', [name, id])
    await this.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }

  search(column: 'name' | 'category', text: string): Promise<ItemRow[]> {
    return this.db.query<ItemRow>(`SELECT id, name FROM items WHERE ${column} = ?`, [text])
  }

  private secret(): void {}
}

export const open = () => Database.open('items.duckdb', { pool: { max: 6, acquireTimeoutMs: 2_000 }, readOnly: false })
export const rename = (id: number) => inject(Items).rename(id, 'new')
