import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/stamp.ts',
  inputs: fc.record({ rows, id, tags: fc.array(word, { maxLength: 5 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { id, tags }) => module.replaceTags(id, tags),
})
