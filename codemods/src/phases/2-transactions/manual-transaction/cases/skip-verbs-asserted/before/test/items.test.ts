import { expect, it, vi } from 'vitest'
import { getClient } from '../src/db.js'
import { removeItem } from '../src/items.js'

it('takes back what it did', async () => {
  const execute = vi.spyOn(getClient(), 'execute')
  execute.mockResolvedValueOnce(undefined).mockRejectedValueOnce(new Error('no such table'))
  await expect(removeItem(1)).rejects.toThrow('no such table')
  expect(execute).toHaveBeenLastCalledWith('ROLLBACK')
})
