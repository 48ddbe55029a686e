import { expect, it, vi } from 'vitest'
import { Items } from '../src/items.js'

it('asks for names', async () => {
  const query = vi.fn(async () => [{ name: 'one' }])
  expect(await new Items({ query } as never).names()).toEqual(['one'])
  expect(query).toHaveBeenCalledWith('SELECT name FROM items ORDER BY id', [])
})
