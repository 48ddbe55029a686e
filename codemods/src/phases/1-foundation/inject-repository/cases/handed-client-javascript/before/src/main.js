import { getClient } from './db.js'
import { dump, nameOf, rename } from './items.js'

export async function main(response) {
  const db = getClient()
  response.locals.db = db
  await rename(db, 1, 'one')
  return [await nameOf(db, 1), await dump(db, 'items')]
}
