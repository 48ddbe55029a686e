import { expect, it, vi } from 'vitest'
import { raw } from './items.js'

vi.mock('@shop/db', () => ({ getDuckDBClient: () => ({ query: async () => [{ n: 1 }] }) }))

it('hands on what the database says', async () => {
  expect(await raw('SELECT 1')).toEqual([{ n: 1 }])
})
