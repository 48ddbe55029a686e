import { inject } from '@duckshift/runtime'
import { CustomersRepository } from './repositories/customers-repository.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function customers() {
  const [row] = await inject(CustomersRepository).countAll()
  return row.count
}

export const ordersOf = (id) => inject(OrdersRepository).countByCustomer(id)
