import { getClient } from './db.js'

export async function chain(steps: { from: string; to: string }[]): Promise<void> {
  const db = getClient()
  for (const { from, to } of steps) {
    await db.execute('UPDATE items SET category = ? WHERE category = ?', [to, from])
  }
}

export async function tells(ids: number[], done: (id: number) => void): Promise<void> {
  const db = getClient()
  for (const id of ids) {
    await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    done(id)
  }
}

export async function sideBySide(ids: number[]): Promise<void> {
  const db = getClient()
  await Promise.all(ids.map((id) => db.execute('DELETE FROM items WHERE id = ?', [id])))
}
