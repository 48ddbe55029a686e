import { createToken, lazyDatabase } from '@duckshift/runtime'

/** The application's database, opened at its first use. */
export const database = createToken('database', () =>
  lazyDatabase('items.duckdb', { onConnect: async (connection) => { await connection.execute("SET timezone = 'UTC'"); await connection.execute('CREATE TABLE IF NOT EXISTS seen (id INTEGER)') } }),
)
