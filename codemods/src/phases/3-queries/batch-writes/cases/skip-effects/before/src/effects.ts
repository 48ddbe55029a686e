import { getClient } from './db.js'

export async function tells(ids: number[], done: (id: number) => void): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    done(id)
  }
}

export async function tellsBefore(ids: number[], about: (id: number) => string): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    const told = about(id)
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}

export async function stopsEarly(ids: number[], last: number): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    if (id === last) break
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}

/** The sum of those that were written is seen when one fails. */
export async function countsOnError(prices: { id: number; price: number }[]): Promise<number> {
  const db = getClient()
  let changed = 0
  try {
    for (const { id, price } of prices) {
      changed += await db.execute('INSERT INTO items (id, name, price) VALUES (?, ?, ?)', [id, 'new', price])
    }
  } catch {
    return changed
  }
  return changed
}

export async function sideBySide(ids: number[]): Promise<void> {
  const db = getClient()
  await Promise.all(ids.map((id) => db.execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, 'new'])))
}

export function nobodyWaits(ids: number[]): void {
  const db = getClient()
  ids.forEach(async (id) => {
    await db.execute('DELETE FROM items WHERE id = ?', [id])
  })
}

export async function dependsOnTurnBefore(ids: number[]): Promise<void> {
  const db = getClient()
  let previous = 0
  for (const id of ids) {
    await db.execute('UPDATE tags SET item_id = ? WHERE item_id = ?', [id, previous])
    previous = id
  }
}

export async function listGrows(ids: number[], twice: boolean): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    if (twice) ids.push(id)
  }
}

export async function anySource(ids: Iterable<number>): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  }
}

export async function allAlike(ids: number[]): Promise<void> {
  const db = getClient()
  for (const _ of ids) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [0])
  }
}
