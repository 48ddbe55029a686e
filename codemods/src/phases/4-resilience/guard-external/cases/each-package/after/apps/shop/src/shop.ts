import { inject } from '@duckshift/runtime'
import { ShopItemsRepository } from './repositories/shop-items-repository.js'
import { guard } from './breakers.js'

export async function newest(): Promise<unknown> {
  const response = await guard('api.shop.example', () => fetch('https://api.shop.example/newest'))
  return response.json()
}

export async function all(): Promise<unknown[]> {
  const shopItems = inject(ShopItemsRepository)
  return await shopItems.listName()
}
