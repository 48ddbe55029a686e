import { expect, it, vi } from 'vitest'
import { names } from './items.js'

vi.mock('./db.js', async (importOriginal) => ({
  ...(await importOriginal<typeof import('./db.js')>()),
  getClient: () => ({ query: async () => [{ name: 'a' }] }),
}))

it('names', async () => {
  expect(await names()).toHaveLength(1)
})
