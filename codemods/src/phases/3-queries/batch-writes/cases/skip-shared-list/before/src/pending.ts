import { getClient } from './db.js'

const waiting: string[] = []

export function tagLater(tag: string): void {
  waiting.push(tag)
}

/** What comes while it writes is written too. */
export async function flush(id: number): Promise<void> {
  const db = getClient()
  for (const tag of waiting) {
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, tag])
  }
  waiting.length = 0
}

export class Removal {
  readonly #ids = new Set<number>()

  add(id: number): void {
    this.#ids.add(id)
  }

  async run(): Promise<void> {
    const db = getClient()
    for (const id of this.#ids) await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    this.#ids.clear()
  }
}
