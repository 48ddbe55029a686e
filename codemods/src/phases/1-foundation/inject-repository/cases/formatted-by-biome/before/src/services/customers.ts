import { getClient } from "../db.js";
import { cents } from "../lib/money.js";
import { openOrders } from "./orders.js";

export class Customers {
	// one for all methods
	private readonly db = getClient();

	async byId(id: string) {
		const rows = await this.db.query<{
			id: string;
			name: string;
			mail: string | null;
		}>("SELECT id, name, mail FROM customers WHERE id = ?", [id]);
		return rows[0];
	}

	async rename(id: string, name: string): Promise<boolean> {
		return (
			(await this.db.execute("UPDATE customers SET name = ? WHERE id = ?", [
				name,
				id,
			])) > 0
		);
	}

	async owed(id: string): Promise<number> {
		const open = await openOrders(id);
		return open.reduce((sum, { total }) => sum + cents(total), 0);
	}
}
