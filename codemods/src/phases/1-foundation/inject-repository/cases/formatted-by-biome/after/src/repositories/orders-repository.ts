import { inject, Repository } from "@duckshift/runtime";
import { database } from "../database.js";
import type { Order } from "../services/orders.js";

/** Data access to `orders`. */
export class OrdersRepository extends Repository {
	constructor(db = inject(database)) {
		super(db);
	}

	listIdAndTotalByCustomerAndTotalAbove(
		customer: string,
		largest: number,
	): Promise<Order[]> {
		return this.db.query<Order>(
			"SELECT id, total FROM orders WHERE customer = ? AND total > ? ORDER BY total DESC",
			[customer, largest],
		);
	}

	listIdAndTotalByCustomerAndStateOpen(customer: string): Promise<Order[]> {
		return this.db.query<Order>(
			"SELECT id, total FROM orders WHERE customer = ? AND state = 'open' ORDER BY id",
			[customer],
		);
	}

	async insert(id: number, customer: string, total: number): Promise<number> {
		const { rowsChanged } = await this.db.execute(
			"INSERT INTO orders (id, customer, total, state, ordered_at) VALUES (?, ?, ?, 'open', now()::TIMESTAMP)",
			[id, customer, total],
		);
		return rowsChanged;
	}

	sumTotalByCustomer(customer: string): Promise<{ total: number }[]> {
		return this.db.query<{ total: number }>(
			"SELECT sum(total) AS total FROM orders WHERE customer = ?",
			[customer],
		);
	}
}
