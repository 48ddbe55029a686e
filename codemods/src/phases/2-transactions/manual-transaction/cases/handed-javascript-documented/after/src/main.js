// @ts-check
import { LineRepo } from './base.js'
import { countOrders, dropOrder, saveOrder } from './orders.js'
import { inject } from '@duckshift/runtime'
import { database } from './database.js'

export async function main() {
  const db = inject(database)
  await saveOrder(db, { id: 1, customer: 'a', total: 2.5, lines: [] })
  await dropOrder(db, 1)
  await new LineRepo(db).note('done')
  return [await countOrders(inject(database)), await new LineRepo(inject(database)).count()]
}
