import { expect, it, vi } from 'vitest'
import { namesOf } from './items.js'

const query = vi.hoisted(() => vi.fn())
vi.mock('./db.js', () => ({ getClient: () => ({ query }) }))

it('asks for each', async () => {
  query.mockResolvedValueOnce([{ name: 'a' }]).mockResolvedValueOnce([{ name: 'b' }])
  expect(await namesOf([1, 2])).toEqual(['a', 'b'])
})
