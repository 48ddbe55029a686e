import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/sums.ts',
  inputs: fc.record({ rows, step: fc.constantFrom('sumOfIds', 'sumOfItems'), id, word }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, id, word }) => (step === 'sumOfIds' ? module.sumOfIds(word) : module.sumOfItems(id)),
})
