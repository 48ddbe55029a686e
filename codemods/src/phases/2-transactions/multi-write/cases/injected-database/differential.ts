import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/generic.ts',
  inputs: fc.record({ rows, id, value: word, column: fc.constantFrom('name', 'category') }),
  rows: (input) => inserts(input.rows),
  run: async (module, { id, value, column }, effect) => {
    effect(await module.set(id, column, value))
    await module.remove(id + 1)
  },
})
