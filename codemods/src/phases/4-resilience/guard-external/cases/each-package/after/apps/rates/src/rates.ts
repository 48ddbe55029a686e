import { inject } from '@duckshift/runtime'
import { RatesItemsRepository } from './repositories/rates-items-repository.js'
import { guard } from './breakers.js'

export async function newest(): Promise<unknown> {
  const response = await guard('api.rates.example', () => fetch('https://api.rates.example/newest'))
  return response.json()
}

export async function all(): Promise<unknown[]> {
  const ratesItems = inject(RatesItemsRepository)
  return await ratesItems.listName()
}
