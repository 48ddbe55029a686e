import { inject } from '@duckshift/runtime'
import { OrdersRepository } from './repositories/orders-repository'

/** Nothing takes the place of this one. */
export async function order(id: number): Promise<void> {
  const orders = inject(OrdersRepository)
  await orders.insert(id)
}
