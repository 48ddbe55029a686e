import { getClient } from './db.js'

export async function first(): Promise<unknown> {
  try {
    return (await getClient().query('SELECT * FROM items'))[0]
  } catch {
    return undefined
  }
}

export function fire(id: number): void {
  getClient()
    .execute('DELETE FROM items WHERE id = ?', [id])
    .catch(() => {})
}

export async function logged(id: number): Promise<void> {
  try {
    await getClient().execute('DELETE FROM tags WHERE item_id = ?', [id])
  } catch (error) {
    console.error('not deleted', error)
  }
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
