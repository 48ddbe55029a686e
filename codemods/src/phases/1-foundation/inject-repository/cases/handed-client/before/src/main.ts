import { getClient } from './db.js'
import { dump, find, namesOf, rename } from './items.js'
import { Service } from './service.js'

export async function main(): Promise<unknown[]> {
  const db = getClient()
  await rename(db, 1, 'one')
  return [await find(1), await find(1, db), await dump(db, 'items'), await namesOf(db, 'a'), await new Service(db).cheapest()]
}
