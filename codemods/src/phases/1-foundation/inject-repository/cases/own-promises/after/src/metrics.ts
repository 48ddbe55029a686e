import { Database } from '@duckshift/runtime/compat/duckdb-async'
import { promiseHelpers, repositoryThrough } from '@duckshift/runtime/compat/neo'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'

let metrics: Database | null = null

export async function start(path: string): Promise<void> {
  if (metrics) return
  metrics = await Database.create(path)
  await metrics.run('CREATE TABLE IF NOT EXISTS items (id INTEGER, name VARCHAR)')
}

export async function add(id: number, name?: string): Promise<void> {
  if (!metrics) throw new Error('not started')
  await repositoryThrough(ItemsRepository, metrics, promiseHelpers).insert(id, name ?? null)
  await repositoryThrough(TagsRepository, metrics, promiseHelpers).deleteByItem(id)
}

export async function namesFrom(id: number): Promise<string[]> {
  if (!metrics) return []
  const rows = await repositoryThrough(ItemsRepository, metrics, promiseHelpers).listNameByIdAtLeast(id)
  return rows.map((row) => row.name as string)
}

export function prune(): void {
  metrics?.run('DELETE FROM items WHERE name IS NULL').catch(() => undefined)
}
