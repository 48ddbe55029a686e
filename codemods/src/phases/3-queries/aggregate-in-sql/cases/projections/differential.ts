import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/projections.ts',
  inputs: fc.record({ rows, id, word }),
  rows: (input) => inserts(input.rows),
  run: async (module, { id, word }) => [
    await module.names(word),
    await module.priceTags(),
    await module.isCheap(id),
  ],
})
