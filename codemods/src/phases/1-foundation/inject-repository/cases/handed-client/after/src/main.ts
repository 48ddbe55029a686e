import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'
import { dump, find, namesOf, rename } from './items.js'
import { Service } from './service.js'

export async function main(): Promise<unknown[]> {
  const db = inject(clientAccessor)()
  await rename(db, 1, 'one')
  return [await find(1), await find(1, db), await dump(db, 'items'), await namesOf(db, 'a'), await new Service(db).cheapest()]
}
