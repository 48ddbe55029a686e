import { Database } from '@duckshift/runtime/compat/duckdb-async'
import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

let db: Database | null = null
let closed = false

export async function getDatabase(): Promise<Database> {
  db ??= await Database.create('items.duckdb')
  return db
}

export async function executeQuery<T>(sql: string, values: unknown[] = []): Promise<T[]> {
  const database = await getDatabase()
  return (await database.all(sql, ...values)) as T[]
}

export async function itemsNamed(name: string): Promise<{ id: number }[]> {
  return inject(ItemsRepository).listIdByName(name)
}

export async function rename(id: number, name: string): Promise<void> {
  await inject(ItemsRepository).updateNameById(name, id)
}

/** Straight on the variable: it stays. */
export async function isOpen(): Promise<boolean> {
  if (!db || closed) return false
  await db.exec('SELECT 1')
  return true
}
