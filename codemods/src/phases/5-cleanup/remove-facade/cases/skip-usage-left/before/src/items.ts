import { getClient } from './db.js'

export async function configure(): Promise<void> {
  const db = getClient()
  await db.execute("SET TimeZone = 'UTC'")
}
