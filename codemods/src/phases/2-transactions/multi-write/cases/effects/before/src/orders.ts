import { getClient } from './db.js'

const database = 'a name that is taken'

export async function order(id: number, send: (text: string) => Promise<void>): Promise<number> {
	const db = getClient();
	await db.execute('UPDATE items SET category = ? WHERE id = ?', ['ordered', id]);
	await send(`${database} ${id}`);
	const tags = await db.execute('DELETE FROM tags WHERE item_id = ?', [id]);
	const items = await db.execute("UPDATE items SET price = 0 WHERE category = 'ordered' AND id = ?", [id]);
	return tags + items;
}
