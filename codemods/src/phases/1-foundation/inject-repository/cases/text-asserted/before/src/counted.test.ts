import { expect, it, vi } from 'vitest'
import { countedFrom } from './counted.js'
import { getClient } from './db.js'

it('asks once', async () => {
  await getClient().query('DELETE FROM items WHERE id = 1')
  const query = vi.spyOn(getClient(), 'query')
  await countedFrom(2)
  expect(query).toHaveBeenCalledTimes(1)
})
