import { Defaulted, LineRepo } from './base.js'
import { getClient } from './db.js'
import { clearOrders, countOrders, dropOrder, saveOrder } from './orders.js'
import { OrderRepo } from './sub.js'

export async function main() {
  const db = getClient()
  await saveOrder(db, { id: 2, customer: 'b', total: 1, lines: [] })
  // Two that may run on something else than the client.
  await dropOrder({ execute: async (sql) => console.log(sql) }, 7)
  for (const work of [clearOrders]) await work(db)
  await dropOrder(db, 2)
  const lines = new LineRepo(db)
  await lines.note('counted')
  await new OrderRepo(getClient()).move(1, 'z')
  return [await countOrders(db), await lines.count(), await new Defaulted().audits(), lines.db.path]
}
