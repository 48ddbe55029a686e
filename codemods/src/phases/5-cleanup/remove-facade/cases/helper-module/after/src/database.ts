import path from 'node:path'
import { createToken, lazyDatabase } from '@duckshift/runtime'

// Where the data is kept.
const dbPath = process.env.APP_DB ?? path.join(process.cwd(), 'app.duckdb')

/** The application's database, opened at its first use. */
export const database = createToken('database', () =>
  lazyDatabase(() => dbPath, { config: { threads: '2' }, onConnect: async (connection) => { await connection.execute("SET TimeZone = 'UTC'") } }),
)
