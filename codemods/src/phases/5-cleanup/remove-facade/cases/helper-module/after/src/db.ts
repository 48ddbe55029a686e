import path from 'node:path'

// Where the data is kept.
const dbPath = process.env.APP_DB ?? path.join(process.cwd(), 'app.duckdb')

export const pageSize = 20
