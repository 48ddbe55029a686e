import { getDb } from './db.js'

export async function newest(): Promise<unknown> {
  const response = await fetch('https://api.rates.example/newest')
  return response.json()
}

export async function all(): Promise<unknown[]> {
  const db = await getDb()
  return (await db.runAndReadAll('SELECT name FROM rates_items')).getRowObjects()
}
