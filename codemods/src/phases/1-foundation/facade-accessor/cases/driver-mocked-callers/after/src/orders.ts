import { inject } from '@duckshift/runtime'
import { repositoryOn } from '@duckshift/runtime/compat/neo'
import { connectionAccessor } from './database.js'
import { OrdersRepository } from './repositories/orders-repository.js'

export async function countOrders(): Promise<unknown> {
  const connection = await inject(connectionAccessor)()
  const orders = repositoryOn(OrdersRepository, connection)
  const rows = await orders.countAll()
  return rows[0]?.n
}
