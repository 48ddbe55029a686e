// @ts-check
import { LineRepo } from './base.js'
import { getClient } from './db.js'
import { countOrders, dropOrder, saveOrder } from './orders.js'

export async function main() {
  const db = getClient()
  await saveOrder(db, { id: 1, customer: 'a', total: 2.5, lines: [] })
  await dropOrder(db, 1)
  await new LineRepo(db).note('done')
  return [await countOrders(getClient()), await new LineRepo(getClient()).count()]
}
