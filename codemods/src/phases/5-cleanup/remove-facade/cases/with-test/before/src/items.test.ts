import { expect, it, vi } from 'vitest'
import { count } from './items.js'

const query = vi.hoisted(() => vi.fn())
vi.mock('./db.js', () => ({ getClient: () => ({ query }) }))

it('counts', async () => {
  query.mockResolvedValueOnce([{ n: 3 }])
  expect(await count()).toBe(3)
})
