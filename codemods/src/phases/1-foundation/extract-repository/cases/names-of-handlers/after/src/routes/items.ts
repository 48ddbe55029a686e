import { inject } from '@duckshift/runtime'
import { ItemsRepository } from '../repositories/items-repository.js'

type Handler = () => Promise<unknown>
const routes = new Map<string, Handler>()

routes.set('/count', async () => {
  const items = inject(ItemsRepository)
  const rows = await items.maxPrice()
  return rows[0]
})

routes.set('/newest', async () => {
  const items = inject(ItemsRepository)
  const rows = await items.maxPriceForItems()
  return rows[0]
})
