import { getDb } from './db.js'

export async function newest(): Promise<unknown> {
  const response = await fetch('https://api.shop.example/newest')
  return response.json()
}

export async function all(): Promise<unknown[]> {
  const db = await getDb()
  return (await db.runAndReadAll('SELECT name FROM shop_items')).getRowObjects()
}
