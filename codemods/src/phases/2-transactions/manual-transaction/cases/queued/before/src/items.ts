import { getClient } from './db.js'
import { inTurn, later, Queue } from './queue.js'

export async function insertInTurn(names: readonly string[]): Promise<void> {
  const db = getClient()
  const insert = async (name: string) => {
    await db.execute('INSERT INTO items (name) VALUES (?)', [name])
  }
  await db.execute('BEGIN')
  try {
    await Promise.all(names.map((name) => inTurn(() => insert(name))))
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
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
