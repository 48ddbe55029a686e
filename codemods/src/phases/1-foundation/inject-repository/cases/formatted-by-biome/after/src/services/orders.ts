import { inject } from "@duckshift/runtime";
import { OrdersRepository } from "../repositories/orders-repository.js";

export interface Order {
	id: number;
	total: number;
}

export async function openOrders(customer: string): Promise<Order[]> {
	return inject(OrdersRepository).listIdAndTotalByCustomerAndStateOpen(
		customer,
	);
}

export async function placeOrder(
	id: number,
	customer: string,
	total: number,
): Promise<void> {
	const orders = inject(OrdersRepository);
	await orders.insert(
		id,
		customer, // as it is written in the shop
		total,
	);
}

export async function totalOf(customer: string): Promise<number> {
	const [row] = await inject(OrdersRepository).sumTotalByCustomer(customer);
	return row?.total ?? 0;
}
