import { inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database } from './database.js'
import { TagsRepository } from './repositories/tags-repository.js'

/** Handed the client, within another of its kind too. */
export async function nested<T>(work: (db: Client) => Promise<T>): Promise<T> {
  const db = inject(clientAccessor)()
  if (inject(database).inTransaction) return work(db)
  return inject(database).transaction(async () => {
    const result = await work(db)
    return result
  }, { retry: false })
}

export class Unit {
  readonly log: string[] = []

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (inject(database).inTransaction) {
      return work()
    }

    const db = inject(database)
    try {
      return await db.transaction(async () => {
        const result = await work()
        return result
      }, { retry: false })
    } catch (error) {
      this.log.push('rolled back')
      throw error
    } finally {
      this.log.push('closed')
    }
  }
}

export class Plain {
  async remove(id: number, more: (id: number) => Promise<void>): Promise<void> {
    if (inject(database).inTransaction) {
      await more(id)
      return
    }
    const db = inject(database)
    const tags = inject(TagsRepository)
    await db.transaction(async () => {
      await tags.deleteByItemId(id)
      await more(id)
    }, { retry: false })
  }
}
