import { Store } from './db.js'

export async function move(from: number, to: number): Promise<void> {
  const store = await Store.get()
  await store.connection.run('BEGIN TRANSACTION')
  try {
    await store.connection.run('UPDATE tags SET item_id = ? WHERE item_id = ?', [to, from])
    await store.connection.run('DELETE FROM items WHERE id = ?', [from])
    await store.connection.run('COMMIT')
  } catch (error) {
    await store.connection.run('ROLLBACK')
    throw error
  }
}
