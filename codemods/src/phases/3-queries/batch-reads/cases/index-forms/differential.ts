import fc from 'fast-check'
import { ids, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/indexes.ts',
  inputs: fc.record({ rows, ids }),
  rows: (input) => inserts(input.rows),
  run: async (module, { ids }) => [
    await module.backwards(ids),
    await module.withBound(ids.map((id) => ({ id }))),
    await module.upToLast(ids),
  ],
})
