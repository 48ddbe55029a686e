import { type Client, getClient } from './db.js'

let depth = 0

/** Handed the client, within another of its kind too. */
export async function nested<T>(work: (db: Client) => Promise<T>): Promise<T> {
  const db = getClient()
  if (depth > 0) return work(db)
  await db.execute('BEGIN')
  depth++
  try {
    const result = await work(db)
    await db.execute('COMMIT')
    return result
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  } finally {
    depth--
  }
}

export class Unit {
  readonly log: string[] = []
  private isOpen = false

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.isOpen) {
      return work()
    }

    const db = getClient()
    this.isOpen = true
    await db.execute('BEGIN')
    try {
      const result = await work()
      await db.execute('COMMIT')
      return result
    } catch (error) {
      await db.execute('ROLLBACK')
      this.log.push('rolled back')
      throw error
    } finally {
      this.isOpen = false
      this.log.push('closed')
    }
  }
}

export class Plain {
  #depth = 0

  async remove(id: number, more: (id: number) => Promise<void>): Promise<void> {
    if (this.#depth > 0) {
      await more(id)
      return
    }
    const db = getClient()
    await db.execute('BEGIN')
    try {
      this.#depth += 1
      await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      await more(id)
      await db.execute('COMMIT')
      this.#depth -= 1
    } catch (error) {
      this.#depth -= 1
      await db.execute('ROLLBACK')
      throw error
    }
  }
}
