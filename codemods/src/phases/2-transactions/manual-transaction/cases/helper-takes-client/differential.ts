import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const item = fc.record({ id, tags: fc.array(word, { maxLength: 3 }) })

export default differential({
  module: 'src/import.ts',
  inputs: fc.record({ rows, items: fc.array(item, { maxLength: 3 }) }),
  rows: (input) => inserts(input.rows),
  run: (module, { items }) => module.importItems(items),
})
