import fc from 'fast-check'
import { inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/top.ts',
  inputs: fc.record({ rows, step: fc.constantFrom('newest', 'first'), word }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, word }) => module[step](word),
})
