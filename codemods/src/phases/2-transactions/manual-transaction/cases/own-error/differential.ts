import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/merge.ts',
  inputs: fc.record({ rows, from: id, into: id }),
  rows: (input) => inserts(input.rows),
  run: (module, { from, into }) => module.merge(from, into),
})
