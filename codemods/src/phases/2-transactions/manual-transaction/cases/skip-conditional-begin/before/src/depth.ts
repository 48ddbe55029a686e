import { getClient } from './db.js'

let depth = 0

/** Only the outermost of them begins and commits. */
export async function nested(id: number, work: () => Promise<void>): Promise<void> {
  const db = getClient()
  if (depth === 0) await db.execute('BEGIN')
  depth += 1
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await work()
  } finally {
    depth -= 1
    if (depth === 0) await db.execute('COMMIT')
  }
}

export async function ifAsked(id: number, isAsked: boolean): Promise<void> {
  const db = getClient()
  if (isAsked) {
    await db.execute('BEGIN')
  }
  await db.execute('DELETE FROM items WHERE id = ?', [id])
  if (isAsked) {
    await db.execute('COMMIT')
  }
}
