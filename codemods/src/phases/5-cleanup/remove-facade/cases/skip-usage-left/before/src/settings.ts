import { getClient } from './db.js'

export async function threads(count: number): Promise<void> {
  const db = getClient()
  await db.execute(`SET threads = ${Math.trunc(count)}`)
}

export async function memory(): Promise<void> {
  const db = getClient()
  await db.execute("SET memory_limit = '1GB'")
}
