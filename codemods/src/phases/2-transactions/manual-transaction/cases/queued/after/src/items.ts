import { inject } from '@duckshift/runtime'
import { getClient } from './db.js'
import { inTurn, later, Queue } from './queue.js'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function insertInTurn(names: readonly string[]): Promise<void> {
  const db = inject(database)
  const items = inject(ItemsRepository)
  const insert = async (name: string) => {
    await items.insert(name)
  }
  await db.transaction(async () => {
    await Promise.all(names.map((name) => inTurn(() => insert(name))))
  }, { retry: false })
}

const queue = new Queue()

export async function insertQueued(names: readonly string[]): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    for (const name of names) queue.push(() => db.execute('INSERT INTO items (name) VALUES (?)', [name]))
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function insertLater(name: string): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await later(() => db.execute('INSERT INTO items (name) VALUES (?)', [name]))
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
