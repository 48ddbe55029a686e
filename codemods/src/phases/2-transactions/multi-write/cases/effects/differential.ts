import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/orders.ts',
  inputs: fc.record({ rows, id }),
  rows: (input) => inserts(input.rows),
  run: (module, { id }, effect) => module.order(id, async (text: string) => effect(text)),
})
