import { readFileSync } from 'node:fs'
import { getClient } from './db.js'

/** No database is near, and the text is the file system's. */
export function settings(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as Error).message.includes('ENOENT')) return '{}'
    throw error
  }
}

/** The text of a value, not of an error. */
export function isDuplicate(result: { message: string }): boolean {
  return result.message.includes('Duplicate key')
}

/** The error is thrown before anything was caught. */
export async function named(id: number): Promise<string> {
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
  if (!rows[0]) throw new Error(`Failed to find ${id}`)
  return rows[0].name
}

/** Logged and thrown on as it is. */
export async function logged(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM items WHERE id = ?', [id])
  } catch (error) {
    console.error('could not delete', error)
    throw error
  }
}

/** Has its cause already. */
export async function caused(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM tags WHERE item_id = ?', [id])
  } catch (error) {
    throw new Error(`Failed to delete ${id}`, { cause: error })
  }
}
