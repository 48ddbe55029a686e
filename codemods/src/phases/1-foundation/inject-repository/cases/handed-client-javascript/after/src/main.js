import { inject } from '@duckshift/runtime'
import { clientAccessor } from './database.js'
import { dump, nameOf, rename } from './items.js'

export async function main(response) {
  const db = inject(clientAccessor)()
  response.locals.db = db
  await rename(db, 1, 'one')
  return [await nameOf(db, 1), await dump(db, 'items')]
}
