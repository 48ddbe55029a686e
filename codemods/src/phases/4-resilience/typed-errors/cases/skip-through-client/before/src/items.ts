import { run } from './db.js'

/** What the helper makes of an error is not known. */
export async function add(id: number): Promise<boolean> {
  try {
    await run('INSERT INTO items (id) VALUES (?)', [id])
    return true
  } catch (error) {
    if (error instanceof Error && error.message.includes('Constraint Error')) return false
    throw error
  }
}
