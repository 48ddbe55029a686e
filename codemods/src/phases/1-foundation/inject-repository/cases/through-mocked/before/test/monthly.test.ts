import { expect, it, vi } from 'vitest'
import { weeks } from '../src/weekly.js'

vi.mock('../src/barrel.js', () => ({ warehouse: { query: async () => [{ name: 'a' }] } }))

it('has months', async () => {
  expect(await weeks()).toContainEqual({ name: 'a' })
})
