import { expect, it, vi } from 'vitest'
import { count } from './items.js'

const query = vi.hoisted(() => vi.fn())
vi.mock('./database.js', async () => {
  const { standInToken } = await import('@duckshift/runtime/testing')
  return { database: standInToken('database', () => ({ query }), { query: 'query', execute: 'execute' }) }
})

it('counts', async () => {
  query.mockResolvedValueOnce([{ n: 3 }])
  expect(await count()).toBe(3)
})
