import fc from 'fast-check'
import { inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const wanted = fc.record({
  category: fc.option(word, { nil: null }),
  below: fc.oneof(fc.integer({ min: -5, max: 25 }), fc.double({ min: -5, max: 25, noNaN: true })),
})

export default differential({
  module: 'src/catalog.ts',
  inputs: fc.record({ rows, wanted: fc.array(wanted, { maxLength: 6 }) }),
  rows: (input) => inserts(input.rows),
  run: (module, { wanted }) => new module.Catalog().inCategories(wanted),
})
