import { inject } from '@duckshift/runtime'
import { Audits, LineRepo, Shown } from './base.js'
import { clientAccessor, database } from './database.js'
import { Orders } from './orders.js'

export async function main() {
  const db = inject(database)
  const lines = new LineRepo(db)
  await lines.note('counted')
  const shown = new Shown(inject(clientAccessor)())
  return [await lines.count(), await new Orders(db).customer(1), await new Audits().all(), await shown.skus(), shown.client.path]
}
