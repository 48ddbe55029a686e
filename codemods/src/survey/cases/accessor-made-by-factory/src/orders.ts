import { withDb } from './audit-db.js'
import { createDatabase } from './create-database.js'
import { closeDb, getDb, query } from './orders-db.js'

export async function orders() {
  const db = await getDb() // usage: variable
  return db.run('SELECT * FROM orders')
}

export const count = () => query('SELECT count(*) FROM orders') // usage: direct-call

export const note = (text: string) =>
  withDb(async (db) => db.run('INSERT INTO notes VALUES (?)', [text])) // usage: callback-scoped bound-parameters

export async function scratch() {
  const database = createDatabase(':memory:') // usage: variable ddl never-closes several-queries
  const db = await database.getDb()
  await db.run('CREATE TABLE t AS SELECT 1')
  await closeDb()
}
