import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

type Values = (string | number)[]

export interface Price {
  id: number
  price: number
}

export function prices(): Promise<Price[]> {
  return inject(ItemsRepository).listIdAndPrice()
}

export async function priceOf(id: number): Promise<number | undefined> {
  const [found] = await inject(ItemsRepository).findIdAndPriceById(id)
  return found?.price
}

export async function reprice(id: number, price: number): Promise<void> {
  await inject(ItemsRepository).updatePriceById(price, id)
}
