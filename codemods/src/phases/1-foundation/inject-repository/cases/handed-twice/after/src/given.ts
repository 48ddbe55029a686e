import { type Database, inject } from '@duckshift/runtime'
import { type Client } from './db.js'
import { clientAccessor, database, databaseOn } from './database.js'
import { ItemsRepository } from './repositories/items-repository.js'

/** Where the one comes from is not known: both names may be another's. */
export async function compare(id: number, other?: Client): Promise<boolean> {
  return same(other ?? inject(clientAccessor)(), inject(database), id)
}

async function same(one: Client, two: Database, id: number): Promise<boolean> {
  const items = new ItemsRepository(databaseOn(one))
  const first = await items.findNameById(id)
  const second = await new ItemsRepository(two).findNameById(id)
  return first[0]?.name === second[0]?.name
}
