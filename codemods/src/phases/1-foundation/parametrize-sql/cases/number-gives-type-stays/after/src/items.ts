import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

/** 0.5 written out is a DECIMAL, and so is what is worked out with it: a parameter is a DOUBLE. */
export async function priced(rate: number, least: number) {
  return inject(ItemsRepository).priced(rate, least)
}

export async function total(fallback: number) {
  return inject(ItemsRepository).total(fallback)
}
