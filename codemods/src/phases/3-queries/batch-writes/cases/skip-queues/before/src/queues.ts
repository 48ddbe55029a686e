import { getClient } from './db.js'

/** The caller sees which ones are left when one is refused. */
export async function callersQueue(queue: { id: number; name: string }[]): Promise<void> {
  const db = getClient()
  while (queue.length > 0) {
    const { id, name } = queue.shift()!
    await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  }
}

export async function leftBehind(ids: number[]): Promise<number> {
  const db = getClient()
  const queue = [...ids]
  try {
    while (queue.length > 0) {
      const id = queue.shift()!
      await db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, 'new'])
    }
  } catch {
    return queue.length
  }
  return 0
}

/** Ends at 0. */
export async function untilZero(ids: number[]): Promise<void> {
  const db = getClient()
  const queue = [...ids]
  let id: number | undefined
  while ((id = queue.shift())) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}

/** A row that was removed brings its successor. */
export async function grows(ids: number[]): Promise<void> {
  const db = getClient()
  const queue = [...ids]
  while (queue.length > 0) {
    const id = queue.shift()!
    const removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (removed > 0) queue.push(id + 1)
  }
}

/** Others add to it meanwhile. */
const pending: number[] = []
export function enqueue(id: number): void {
  pending.push(id)
}
export async function flush(): Promise<void> {
  const db = getClient()
  while (pending.length > 0) {
    const id = pending.shift()!
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}
