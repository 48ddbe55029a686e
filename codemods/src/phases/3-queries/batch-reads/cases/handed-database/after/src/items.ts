import { type Database, inject } from '@duckshift/runtime'
import { database } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

async function namesOf(db: Database, ids: number[]): Promise<string[]> {
  const names: string[] = []
  const items = new ItemsRepository(db)
  const idRows = await items.findNameByIdForEach(ids)
  for (const index of ids.keys()) {
    const rows = idRows[index]
    for (const { name } of rows) names.push(name)
  }
  return names
}

export async function list(ids: number[]): Promise<string> {
  return (await namesOf(inject(database), ids)).join(', ')
}
