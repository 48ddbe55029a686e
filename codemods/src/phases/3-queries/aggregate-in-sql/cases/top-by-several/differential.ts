import fc from 'fast-check'
import { inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/ranking.ts',
  inputs: fc.record({ rows, word }),
  rows: (input) => inserts(input.rows),
  run: async (module, { word }) => [await module.ranking(), await module.lowest(word)],
})
