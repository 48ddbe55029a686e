import { getClient } from "./db.js";

export async function priced(lowest: number, highest: number) {
    const db = getClient();
    return db.query("SELECT id, name FROM items WHERE price > ? AND price < ? ORDER BY id", [lowest, highest]);
}

export async function rename(id: number, name: string): Promise<void> {
    await getClient().execute("UPDATE items SET name = ? WHERE id = ?", [name, id]);
}
