import { getClient } from './db.js'

let isRunning = false
let runs = 0

/** Once at a time: who comes meanwhile is told so. */
export async function cleanUp(id: number): Promise<string> {
  if (isRunning) {
    console.warn('already running')
    return 'busy'
  }
  isRunning = true
  try {
    await remove(id)
    console.warn('done')
    runs++
    return 'done'
  } finally {
    isRunning = false
  }
}

async function remove(id: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN')
  try {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await db.execute('DELETE FROM items WHERE id = ?', [id])
    await db.execute('COMMIT')
  } catch (error) {
    await db.execute('ROLLBACK')
    throw error
  }
}

export class Cleaner {
  #isBusy = false

  async clean(id: number): Promise<number> {
    if (this.#isBusy) {
      console.warn('busy')
      return 0
    }
    const db = getClient()
    this.#isBusy = true
    await db.execute('BEGIN')
    try {
      await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
      await db.execute('DELETE FROM items WHERE id = ?', [id])
      await db.execute('COMMIT')
      console.warn('cleaned')
      return 1
    } catch (error) {
      await db.execute('ROLLBACK')
      throw error
    } finally {
      this.#isBusy = false
    }
  }
}
