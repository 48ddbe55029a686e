import { getClient } from './db.js'

export async function collect(): Promise<void> {
  const db = getClient()
  await db.execute('CREATE TEMP TABLE collected AS SELECT name FROM items')
}

export async function collected(): Promise<number> {
  const db = getClient()
  return (await db.query('SELECT * FROM collected')).length
}
