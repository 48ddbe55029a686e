import { getClient } from "./db.js";
import type { Item } from "./types.js";

export const findByCategory = async (category: string) => {
	const db = getClient();
	return db.query<Item>(
		"SELECT id, name FROM items WHERE category = ? ORDER BY name",
		[category],
	);
};

export const rename = async (item: Item) => {
	await getClient().execute("UPDATE items SET name = ? WHERE id = ?", [item.name, item.id]);
};
