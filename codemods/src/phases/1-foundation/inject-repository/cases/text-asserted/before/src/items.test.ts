import { expect, it, vi } from 'vitest'
import { itemsFrom } from './items.js'

const { query } = vi.hoisted(() => ({ query: vi.fn(async () => []) }))
vi.mock('./db.js', () => ({ getClient: () => ({ query }) }))

it('asks for items', async () => {
  await itemsFrom(2)
  expect(query).toHaveBeenCalledWith('SELECT id FROM items WHERE id >= 2 ORDER BY id')
})
