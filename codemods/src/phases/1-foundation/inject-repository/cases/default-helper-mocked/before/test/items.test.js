import { expect, it, vi } from 'vitest'
import { named } from '../src/items.js'

vi.mock('../src/query.js', () => ({ default: async () => [{ id: 1, name: 'a' }] }))

it('finds one', async () => {
  expect(await named('a')).toEqual([{ id: 1, name: 'a' }])
})
