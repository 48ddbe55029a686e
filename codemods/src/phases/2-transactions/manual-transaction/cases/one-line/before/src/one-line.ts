import { getClient } from './db.js'

export async function swap(a: number, b: number): Promise<void> {
  const db = getClient()
  await db.execute('BEGIN'); try {
    await db.execute('UPDATE tags SET item_id = ? WHERE item_id = ?', [a, b]); await db.execute('DELETE FROM items WHERE id = ?', [b]); await db.execute('COMMIT')
  } catch (e) { await db.execute('ROLLBACK'); throw e }
}

export class Chores
{
	async remove(id: number, done: () => void): Promise<void>
	{
		const db = getClient()
		await db.execute('BEGIN')
		try
		{
			await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
			await db.execute('DELETE FROM items WHERE id = ?', [id])
			await db.execute('COMMIT')
			done()
		}
		catch (e)
		{
			await db.execute('ROLLBACK')
			throw e
		}
	}
}
