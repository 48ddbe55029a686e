import { getClient } from './db.js'

export async function mixed(id: number, log: (text: string) => void): Promise<number> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const changed = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (changed === 0) {
      await db.execute('COMMIT')
      return 0
    }
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
  log('removed')
  return 1
}

export async function computesLate(id: number, name: () => Promise<string>): Promise<string> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    const changed = await db.execute('DELETE FROM items WHERE id = ?', [id])
    if (changed === 0) {
      await db.execute('COMMIT')
      return await name()
    }
    await db.execute('COMMIT')
    return 'gone'
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}
