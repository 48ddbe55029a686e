import { inject } from '@duckshift/runtime'
import { CustomersRepository } from './repositories/customers-repository.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function customers() {
  const [row] = await inject(CustomersRepository).countAll()
  return row.count
}

export const ordersOf = (id) => inject(OrdersRepository).countByCustomer(id)

export const firstOrder = (id) => inject(OrdersRepository).countById(id)
export const lastOrder = (id) => inject(OrdersRepository).countByIdAtLeast(id)
export const anyOrder = (id) => inject(OrdersRepository).countByIdNot(id)
