import { getClient } from './db.js'

const DB_PATH = process.env.DB_PATH ?? 'items.duckdb'
const TILES_PATH = process.env.TILES_PATH ?? 'tiles.json'

export async function initDatabase(): Promise<ArrayBuffer> {
  const response = await fetch(DB_PATH)
  await getClient().query('SELECT count(*) FROM items')
  return response.arrayBuffer()
}

export async function tiles(): Promise<unknown> {
  return (await fetch(TILES_PATH)).json()
}

export async function loadPrices(): Promise<unknown> {
  return (await fetch(DB_PATH + '/prices')).json()
}
