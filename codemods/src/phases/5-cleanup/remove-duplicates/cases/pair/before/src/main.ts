import { inject } from '@duckshift/runtime'
import { isError, wrapped } from './index.js'
import { OrderStore } from './order-store.js'
import { OrdersRepository } from './orders-repository.js'
import { toError } from './errors.js'

export async function drop(id: number, store: OrderStore = inject(OrderStore)): Promise<boolean> {
  const helpers = { wrapped }
  try {
    await store.remove(id)
    return (await inject(OrdersRepository).find(id)) === undefined
  } catch (error) {
    if (!isError(error)) throw helpers.wrapped(error)
    throw toError(error)
  }
}
