import { client } from './db.js'

/** By hand, on the one connection. */
export async function drop(id: number): Promise<void> {
  await client.execute('BEGIN')
  try {
    await client.execute('DELETE FROM tags WHERE item_id = ?', [id])
    await client.execute('DELETE FROM items WHERE id = ?', [id])
    await client.execute('COMMIT')
  } catch (error) {
    await client.execute('ROLLBACK')
    throw error
  }
}

/** By the client's own. */
export async function retag(from: number, to: number): Promise<void> {
  await client.tx(async () => {
    await client.execute('DELETE FROM tags WHERE item_id = ?', [to])
    await client.execute('UPDATE tags SET item_id = ? WHERE item_id = ?', [to, from])
  })
}
