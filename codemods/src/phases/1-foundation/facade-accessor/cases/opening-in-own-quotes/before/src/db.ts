import { DuckDBInstance } from "@duckdb/node-api";

let instance: DuckDBInstance | undefined;

export async function getInstance(): Promise<DuckDBInstance> {
  instance ??= await DuckDBInstance.create("items.duckdb", { threads: "2" });
  return instance;
}
