import { open } from './db.js'

export async function setUp() {
  const db = await open()
  await db.registerReplacementScan((table) => ({ function: 'read_csv', parameters: [`${table}.csv`] }))
}
