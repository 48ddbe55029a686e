import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('addTags', 'setPrices', 'removeAll', 'replaceItems')
const prices = fc.array(fc.record({ id, price: fc.integer({ min: -5, max: 20 }) }), { maxLength: 6 })

export default differential({
  module: 'src/writes.ts',
  inputs: fc.record({ rows, step, id, ids, prices, tags: fc.array(word, { maxLength: 5 }), names: fc.array(fc.tuple(id, word)) }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, id, ids, prices, tags, names }) => {
    if (step === 'addTags') return module.addTags(id, tags)
    if (step === 'setPrices') return module.setPrices(prices)
    if (step === 'removeAll') return module.removeAll(ids)
    return module.replaceItems(new Map(names))
  },
})
