import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const list = fc.array(fc.record({ id, name: word }), { maxLength: 6 })

export default differential({
  module: 'src/tags-of.ts',
  inputs: fc.record({ rows, list, ids, limit: fc.integer({ min: -5, max: 20 }), keys: fc.array(fc.tuple(word, id)) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { list, ids, limit, keys }) => [
    await module.inForOf(list),
    await module.withIndex(ids),
    await module.firstExpensive(ids, limit),
    await module.ofKeys(new Map(keys)),
  ],
})
