import { getClient } from './db.js'

/** A number that is no whole one ends it after the tags before. */
export async function sized(id: number, sizes: number[]): Promise<void> {
  const db = getClient()
  for (const size of sizes) {
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, `${BigInt(size)}`])
  }
}

export async function dated(id: number, dates: Date[]): Promise<void> {
  const db = getClient()
  for (const date of dates) {
    const day = date.toISOString().slice(0, 10)
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, day])
  }
}

export async function owned(items: { id: number; owner?: { name: string } }[]): Promise<void> {
  const db = getClient()
  for (const item of items) {
    await db.execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [item.id, item.owner!.name])
  }
}
