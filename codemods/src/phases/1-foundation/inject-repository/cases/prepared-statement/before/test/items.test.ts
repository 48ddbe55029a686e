import { expect, it } from 'vitest'
import { named } from '../src/items.js'

it('says where it failed', async () => {
  const said = await named('pen', 1).catch((error: Error) => `run: ${error.message}`)
  expect(said).not.toBe('run: Constraint Error')
})
