import { getClient } from './db.js'

export async function tag(ids: number[]) {
  const db = getClient() // usage: variable bound-parameters query-in-loop several-queries try-catch
  try {
    for (const id of ids) await db.execute('UPDATE items SET tagged = true WHERE id = ?', [id])
    await db.execute('UPDATE state SET done = true')
  } catch (error) {
    throw new Error('tagging failed', { cause: error })
  }
}
