import { inject } from '@duckshift/runtime'
import { isError } from './index.js'
import { OrdersRepository } from './orders-repository.js'
import { toError } from './errors.js'

export async function drop(id: number, store: OrdersRepository = inject(OrdersRepository)): Promise<boolean> {
  const helpers = { wrapped: toError }
  try {
    await store.remove(id)
    return (await inject(OrdersRepository).find(id)) === undefined
  } catch (error) {
    if (!isError(error)) throw helpers.wrapped(error)
    throw toError(error)
  }
}
