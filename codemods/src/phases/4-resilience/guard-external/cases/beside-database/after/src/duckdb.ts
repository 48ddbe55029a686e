import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { guard } from './breakers.js'

const DB_PATH = process.env.DB_PATH ?? 'items.duckdb'
const TILES_PATH = process.env.TILES_PATH ?? 'tiles.json'

export async function initDatabase(): Promise<ArrayBuffer> {
  const response = await guard('download', () => fetch(DB_PATH))
  await inject(ItemsRepository).countAll()
  return response.arrayBuffer()
}

export async function tiles(): Promise<unknown> {
  return (await guard('tiles', () => fetch(TILES_PATH))).json()
}

export async function loadPrices(): Promise<unknown> {
  return (await guard('prices', () => fetch(DB_PATH + '/prices'))).json()
}
