import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/rename.ts',
  inputs: fc.record({ rows, id, name: word, tag: word }),
  rows: (input) => inserts(input.rows),
  run: (module, { id, name, tag }) => module.rename(id, name, tag),
})
