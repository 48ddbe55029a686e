import { expect, it, vi } from 'vitest'
import { storeFixes } from '../src/fixes.js'

const execute = vi.hoisted(() => vi.fn())
vi.mock('../src/db/connection.js', () => ({ getConnection: async () => ({}) }))
vi.mock('../src/db/statements.js', () => ({ execute }))

it('stores nothing by halves', async () => {
  await storeFixes([{ id: 1, title: 'one' }])
  expect(execute).toHaveBeenCalledTimes(4)
})
