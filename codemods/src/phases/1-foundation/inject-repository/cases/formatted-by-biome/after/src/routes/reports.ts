import { inject } from "@duckshift/runtime";
import { cents } from "../lib/money.js";
import { CustomersRepository } from "../repositories/customers-repository.js";
import { OrdersRepository } from "../repositories/orders-repository.js";
import { totalOf } from "../services/orders.js";

export async function report(
	customer: string,
	largest: number,
): Promise<string[]> {
	const ordersRepository = inject(OrdersRepository);
	const customers = inject(CustomersRepository);
	const orders = await ordersRepository.listIdAndTotalByCustomerAndTotalAbove(
		customer,
		largest,
	);
	const names = await customers.findNameById(customer);
	return [
		names[0]?.name ?? "",
		...orders.map((order) => `${order.id}: ${cents(order.total)}`),
		`${cents(await totalOf(customer))}`,
	];
}
