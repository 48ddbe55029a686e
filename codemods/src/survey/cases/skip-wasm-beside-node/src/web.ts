import { AsyncDuckDB, ConsoleLogger } from '@duckdb/duckdb-wasm'

export const getInstance = async () => new AsyncDuckDB(new ConsoleLogger())
export const used = async () => (await getInstance()).connect()
