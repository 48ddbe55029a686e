import { inject } from '@duckshift/runtime'
import { dbClient } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

export async function names(): Promise<string[]> {
  const rows = await inject(ItemsRepository).listName()
  return rows.map((row) => row.name)
}

export async function remove(id: number): Promise<boolean> {
  const changed = await inject(ItemsRepository).deleteById(id)
  return changed > 0
}

/** Which statement this is, only its caller knows: it stays. */
export async function any(sql: string) {
  return inject(dbClient).query(sql)
}
