import { getClient } from './db.js'

/** Runs the work, all of it or none. */
export async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  const db = getClient()
  await db.execute('BEGIN TRANSACTION')
  let result: T
  try {
    result = await work()
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
  return result
}

export async function move(from: number, to: number): Promise<number> {
  return inTransaction(async () => {
    const db = getClient()
    const moved = await db.execute('UPDATE tags SET item_id = ? WHERE item_id = ?', [to, from])
    await db.execute('DELETE FROM items WHERE id = ?', [from])
    return moved
  })
}

export class Shelf {
  private readonly db = getClient()

  private async transact<T>(work: (db: Shelf) => Promise<T>): Promise<T> {
    await this.db.execute('BEGIN')
    try {
      const value = await work(this)
      await this.db.execute('COMMIT')
      return value
    } catch (error) {
      await this.db.execute('ROLLBACK')
      throw error
    }
  }

  async retag(id: number, tags: string[]): Promise<number> {
    return this.transact(async (shelf) => {
      await shelf.db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      for (const tag of tags) await shelf.db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
      return tags.length
    })
  }
}
