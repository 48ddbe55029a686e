import { inject, Repository } from "@duckshift/runtime";
import { database } from "../database.js";

/** Data access to `customers`. */
export class CustomersRepository extends Repository {
	constructor(db = inject(database)) {
		super(db);
	}

	findNameById(customer: string): Promise<{ name: string }[]> {
		return this.db.query<{ name: string }>(
			"SELECT name FROM customers WHERE id = ?",
			[customer],
		);
	}

	findById(
		id: string,
	): Promise<{ id: string; name: string; mail: string | null }[]> {
		return this.db.query<{
			id: string;
			name: string;
			mail: string | null;
		}>("SELECT id, name, mail FROM customers WHERE id = ?", [id]);
	}

	async updateNameById(name: string, id: string): Promise<number> {
		const { rowsChanged } = await this.db.execute(
			"UPDATE customers SET name = ? WHERE id = ?",
			[name, id],
		);
		return rowsChanged;
	}
}
