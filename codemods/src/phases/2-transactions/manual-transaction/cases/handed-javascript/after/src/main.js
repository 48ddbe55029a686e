import { inject } from '@duckshift/runtime'
import { database } from './database.js'
import { Moves } from './moves.js'
import { countOrders, dropOrder, saveOrder } from './orders.js'

export async function main() {
  await saveOrder(inject(database), { id: 1, customer: 'a', total: 2.5, lines: [{ sku: 'x', quantity: 1 }] })
  const db = inject(database)
  await new Moves(db).move(1, 'b')
  await dropOrder(db, 1)
  return countOrders(db)
}
