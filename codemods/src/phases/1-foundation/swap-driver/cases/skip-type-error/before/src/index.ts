import { Database } from 'duckdb-async'

export const name = async (): Promise<string> => (await Database.create('x')).ownMethod()
