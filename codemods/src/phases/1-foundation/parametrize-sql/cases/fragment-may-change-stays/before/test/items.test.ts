import { expect, it, vi } from 'vitest'
import { replaced } from '../src/items.js'

vi.mock('../src/sizes.js', () => ({ SIZE: 'name' }))

it('asks for what the test says', async () => {
  expect(await replaced(1)).toEqual([])
})
