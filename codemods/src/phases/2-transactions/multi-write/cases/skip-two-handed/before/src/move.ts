import { type Client, getClient } from './db.js'

/** The two need not be one database: a transaction of the one does not hold what the other writes. */
async function move(from: Client, to: Client, id: number): Promise<void> {
  await from.execute('DELETE FROM tags WHERE item_id = ?', [id])
  await to.execute('UPDATE items SET name = ? WHERE id = ?', ['moved', id])
}

export const moveFirst = () => move(getClient(), getClient(), 1)
