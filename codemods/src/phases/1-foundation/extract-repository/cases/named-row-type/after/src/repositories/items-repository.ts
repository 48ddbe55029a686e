import { inject, Repository } from "@duckshift/runtime";
import { database } from "../database.js";
import type { Item } from "../types.js";

/** Data access to `items`. */
export class ItemsRepository extends Repository {
	constructor(db = inject(database)) {
		super(db);
	}

	listIdAndNameByCategory(category: string): Promise<Item[]> {
		return this.db.query<Item>("SELECT id, name FROM items WHERE category = ? ORDER BY name", [category]);
	}

	async updateNameById(name: string, id: number): Promise<number> {
		const { rowsChanged } = await this.db.execute("UPDATE items SET name = ? WHERE id = ?", [name, id]);
		return rowsChanged;
	}
}
