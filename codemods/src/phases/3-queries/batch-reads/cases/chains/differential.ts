import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/chains.ts',
  inputs: fc.record({ rows, ids, items: fc.array(fc.record({ id, name: word }), { maxLength: 4 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { ids, items }, effect) => {
    effect(await module.collected(ids))
    effect(await module.chained(ids))
    await module.inOrder(items, effect)
  },
})
