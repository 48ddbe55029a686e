import { getClient } from "../db.js";

export interface Order {
	id: number;
	total: number;
}

export async function openOrders(customer: string): Promise<Order[]> {
	return getClient().query<Order>(
		"SELECT id, total FROM orders WHERE customer = ? AND state = 'open' ORDER BY id",
		[customer],
	);
}

export async function placeOrder(
	id: number,
	customer: string,
	total: number,
): Promise<void> {
	const db = getClient();
	await db.execute(
		"INSERT INTO orders (id, customer, total, state, ordered_at) VALUES (?, ?, ?, 'open', now()::TIMESTAMP)",
		[
			id,
			customer, // as it is written in the shop
			total,
		],
	);
}

export async function totalOf(customer: string): Promise<number> {
	const [row] = await getClient().query<{ total: number }>(
		"SELECT sum(total) AS total FROM orders WHERE customer = ?",
		[customer],
	);
	return row?.total ?? 0;
}
