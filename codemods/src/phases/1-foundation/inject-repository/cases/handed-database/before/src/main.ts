import { Audit, purge } from './audit.js'
import { getClient } from './db.js'
import { ItemService } from './items.js'

export async function main(): Promise<string | undefined> {
  const db = getClient()
  const items = new ItemService(db)
  const audit = new Audit(db)
  await items.rename(1, 'one')
  await purge(db, 30)
  await db.execute('DELETE FROM items WHERE name = ?', [''])
  return audit.last()
}
