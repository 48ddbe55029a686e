import { getClient } from './db.js'

/** What is found is gone through, too. */
export async function neighbours(start: number): Promise<number[]> {
  const db = getClient()
  const queue = [start]
  const seen = new Set<number>()
  while (queue.length > 0) {
    const id = queue.shift()!
    if (seen.has(id)) continue
    seen.add(id)
    const rows = await db.query<{ id: number }>('SELECT id FROM items WHERE price = ? ORDER BY id', [id])
    for (const row of rows) queue.push(row.id)
  }
  return [...seen]
}

/** Others put more into it while this one waits. */
export class Worker {
  private readonly db = getClient()
  private readonly pending: number[] = []

  add(id: number): void {
    this.pending.push(id)
  }

  async run(done: (tags: number) => void): Promise<void> {
    while (this.pending.length > 0) {
      const id = this.pending.shift()!
      const rows = await this.db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
      done(rows.length)
    }
  }
}

export async function filledFromOutside(fill: (add: (id: number) => void) => void): Promise<number> {
  const db = getClient()
  const queue: number[] = [1]
  fill((id) => queue.push(id))
  let total = 0
  while (queue.length > 0) {
    const id = queue.shift()!
    const rows = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ? ORDER BY tag', [id])
    total += rows.length
  }
  return total
}

export async function inPages(): Promise<number> {
  const db = getClient()
  let last = -1
  let total = 0
  while (true) {
    const rows = await db.query<{ id: number }>('SELECT id FROM items WHERE id > ? ORDER BY id LIMIT 2', [last])
    if (rows.length === 0) return total
    last = rows.at(-1)!.id
    total += rows.length
  }
}
