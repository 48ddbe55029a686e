import { inject } from '@duckshift/runtime'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function openOrders(customer: string) {
  const orders = inject(OrdersRepository)
  const rows = await orders.listIdByCustomerAndClosed(customer)
  return rows
}
