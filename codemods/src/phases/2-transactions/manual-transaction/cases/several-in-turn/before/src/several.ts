import { getClient } from './db.js'

export async function twice(id: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await db.execute('COMMIT')
  await db.execute('BEGIN')
  await db.execute('DELETE FROM items WHERE id = ?', [id])
  await db.execute('COMMIT')
}

export async function oneAfterTheOther(id: number, report: (text: string) => void): Promise<number> {
  const db = getClient()
  let count: number
  try {
    await db.execute('BEGIN')
    count = await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }

  // In between.
  report(`${count} tags`)

  try {
    await db.execute('BEGIN')
    count = await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
  return count
}

export async function early(id: number, category: string | undefined): Promise<string> {
  const db = getClient()
  if (category === undefined) {
    await db.execute('BEGIN')
    try {
      await db.execute('DELETE FROM items WHERE id = ?', [id])
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
    return 'gone'
  }
  await db.execute('BEGIN')
  try {
    await db.execute('UPDATE items SET category = ? WHERE id = ?', [category, id])
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
  return 'moved'
}
