import { createDatabase } from './create-database.js'

const database = createDatabase('orders.duckdb')

export const getDb = database.getDb // accessor: async-function
export const query = database.query // accessor: helper

export async function closeDb() {
  await database.close()
}
