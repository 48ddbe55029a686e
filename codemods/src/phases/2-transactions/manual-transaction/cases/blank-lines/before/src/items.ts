import { getClient } from './db.js'

export async function inTry(id: number): Promise<void> {
  const db = getClient()

  await db.execute('BEGIN')

  try {
    await db.execute('DELETE FROM items WHERE id = ?', [id])

    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function beginInTry(id: number): Promise<void> {
  const db = getClient()
  try {
    await db.execute('BEGIN')

    await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])

    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function goingOn(id: number): Promise<string> {
  const db = getClient()
  await db.execute('BEGIN')

  // Tags first.
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])

  await db.execute('DELETE FROM items WHERE id = ?', [id])

  await db.execute('COMMIT')

  return `removed ${id}`
}

export async function goingOnInTry(id: number): Promise<string> {
  const db = getClient()
  await db.execute('BEGIN')
  try {

    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])

    await db.execute('COMMIT')

    return `removed ${id}`
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export async function handledElsewhere(id: number): Promise<boolean> {
  const db = getClient()

  await db.execute('BEGIN')

  try {
    await db.execute('DELETE FROM items WHERE id = ?', [id])

    await db.execute('COMMIT')

    return true
  } catch (error) {
    await db.execute('ROLLBACK')

    console.error(error)
    return false
  }
}

export async function named(id: number): Promise<{ removed: number; of: string }> {
  const db = getClient()
  await db.execute('BEGIN')
  const removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
  const [tag] = await db.query<{ tag: string }>('SELECT tag FROM tags WHERE item_id = ?', [id])

  await db.execute('COMMIT')
  const of = tag?.tag ?? ''
  return { removed, of }
}

export async function count(id: number): Promise<number> {
  const db = getClient()
  await db.execute('BEGIN')
  const removed = await db.execute('DELETE FROM items WHERE id = ?', [id])
  await db.execute('COMMIT')
  return removed
}
