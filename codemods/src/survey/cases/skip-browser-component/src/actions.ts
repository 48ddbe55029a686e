'use server'

import { getConnection } from './db.js'

/** The browser asks for it: a request, not a helper. */
export async function runSql(sql: string) {
  const connection = await getConnection() // usage: variable
  return (await connection.runAndReadAll(sql)).getRowObjectsJson()
}
