import { getClient } from './db.js'

export async function removeEach(groups: readonly (readonly number[])[]): Promise<void> {
  const db = getClient()
  each: for (const group of groups) {
    await db.execute('BEGIN TRANSACTION')
    try {
      for (const id of group) {
        if (id < 0) continue each
        await db.execute('DELETE FROM items WHERE id = ?', [id])
      }
      await db.execute('COMMIT')
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    }
  }
}
