import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/names.ts',
  inputs: fc.record({ rows, ids, list: fc.array(fc.record({ id, prefix: word }), { maxLength: 6 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { ids, list }) => [await module.namesOf(ids), await module.labels(list)],
})
