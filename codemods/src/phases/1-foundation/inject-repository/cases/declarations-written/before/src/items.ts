import { store } from './store.js'

export async function start(): Promise<string[]> {
  await store.initialize()
  return store.tables({ limit: 10 })
}

export async function names(): Promise<unknown[]> {
  const rows = await store.all('SELECT name FROM items')
  return rows.map((row) => row.name)
}
