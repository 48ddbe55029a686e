import {
	type DuckDBConnection,
	DuckDBInstance,
	type DuckDBValue,
} from "@duckdb/node-api";

export class Client {
	private connection: Promise<DuckDBConnection> | undefined;
	private connect() {
		this.connection ??= DuckDBInstance.create(
			process.env.ORDERS_DB ?? ":memory:",
		).then((instance) => instance.connect());
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
	client ??= new Client();
	return client;
}
