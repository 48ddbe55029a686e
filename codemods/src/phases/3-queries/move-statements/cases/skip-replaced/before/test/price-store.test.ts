import { expect, it, vi } from 'vitest'
import { PriceStore } from '../src/price-store.js'

it('reads prices', async () => {
  const store = new PriceStore()
  vi.spyOn(store as any, 'read').mockResolvedValue([{ price: 1 }])
  expect(await store.prices()).toEqual([{ price: 1 }])
})
