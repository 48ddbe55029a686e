import { type DuckDBConnection, type DuckDBValue } from "@duckdb/node-api";
import { legacyClient, openInstance } from "@duckshift/runtime/compat/neo";

export class Client {
	private connection: Promise<DuckDBConnection> | undefined;
	private connect() {
		this.connection ??= openInstance(process.env.ORDERS_DB ?? ":memory:").then(
			(instance) => instance.connect(),
		);
		return this.connection;
	}
	async query<T = any>(sql: string, params: unknown[] = []): Promise<T[]> {
		const reader = await (await this.connect()).runAndReadAll(
			sql,
			params as DuckDBValue[],
		);
		return reader.getRowObjectsJS() as T[];
	}
	async execute(sql: string, params: unknown[] = []): Promise<number> {
		const result = await (await this.connect()).run(
			sql,
			params as DuckDBValue[],
		);
		return result.rowsChanged;
	}
}

let client: Client | undefined;

export function getClient(): Client {
	client ??= legacyClient(new Client());
	return client;
}
