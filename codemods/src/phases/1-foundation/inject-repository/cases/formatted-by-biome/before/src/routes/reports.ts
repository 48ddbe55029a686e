import { getClient } from "../db.js";
import { cents } from "../lib/money.js";
import { type Order, totalOf } from "../services/orders.js";

export async function report(
	customer: string,
	largest: number,
): Promise<string[]> {
	const db = getClient();
	const orders = await db.query<Order>(
		"SELECT id, total FROM orders WHERE customer = ? AND total > ? ORDER BY total DESC",
		[customer, largest],
	);
	const names = await db.query<{ name: string }>(
		"SELECT name FROM customers WHERE id = ?",
		[customer],
	);
	return [
		names[0]?.name ?? "",
		...orders.map((order) => `${order.id}: ${cents(order.total)}`),
		`${cents(await totalOf(customer))}`,
	];
}
