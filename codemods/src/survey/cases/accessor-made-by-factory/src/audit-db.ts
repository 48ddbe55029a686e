import { createDatabase } from './create-database.js'

export const { withDb } = createDatabase('audit.duckdb') // accessor: scoped
