import { inject } from "@duckshift/runtime";
import { cents } from "../lib/money.js";
import { CustomersRepository } from "../repositories/customers-repository.js";
import { openOrders } from "./orders.js";

export class Customers {
	// one for all methods
	private readonly customers = inject(CustomersRepository);

	async byId(id: string) {
		const rows = await this.customers.findById(id);
		return rows[0];
	}

	async rename(id: string, name: string): Promise<boolean> {
		return (await this.customers.updateNameById(name, id)) > 0;
	}

	async owed(id: string): Promise<number> {
		const open = await openOrders(id);
		return open.reduce((sum, { total }) => sum + cents(total), 0);
	}
}
