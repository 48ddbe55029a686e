import { Audits, LineRepo, Shown } from './base.js'
import { getClient } from './db.js'
import { Orders } from './orders.js'

export async function main() {
  const db = getClient()
  const lines = new LineRepo(db)
  await lines.note('counted')
  const shown = new Shown(getClient())
  return [await lines.count(), await new Orders(db).customer(1), await new Audits().all(), await shown.skus(), shown.client.path]
}
