import type { Database } from '@duckshift/runtime'
import { expect, it } from 'vitest'
import { Prices } from '../src/prices.js'

it('reads a price', async () => {
  const db = { query: async () => [{ price: 1 }] } as unknown as Database
  expect(await new Prices(db).price(1)).toEqual({ price: 1 })
})
