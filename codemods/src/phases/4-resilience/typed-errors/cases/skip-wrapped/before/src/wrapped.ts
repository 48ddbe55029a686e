import { getClient } from './db.js'

async function insert(id: number, name: string): Promise<void> {
  try {
    await getClient().execute('INSERT INTO items (id, name) VALUES (?, ?)', [id, name])
  } catch (error) {
    throw new Error(`Failed to insert: ${(error as Error).message}`, { cause: error })
  }
}

export async function insertOrNot(id: number, name: string): Promise<boolean> {
  try {
    await insert(id, name)
    return true
  } catch (error) {
    if ((error as Error).message.includes('Constraint Error')) return false
    throw error
  }
}

function assertFree(id: number): void {
  if (id > 8) throw new Error(`Duplicate key ${id}`)
}

export async function checked(id: number): Promise<boolean> {
  try {
    assertFree(id)
    await getClient().execute('INSERT INTO tags (item_id, tag) VALUES (?, ?)', [id, 'checked'])
    return true
  } catch (error) {
    if ((error as Error).message.startsWith('Duplicate key') || /Duplicate key/.test(String(error)))
      return false
    throw error
  }
}
