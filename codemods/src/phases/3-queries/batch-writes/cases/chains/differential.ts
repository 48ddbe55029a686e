import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('addTags', 'setPrices', 'addItems', 'removeAll')
const prices = fc.array(fc.record({ id, price: fc.integer({ min: -5, max: 20 }) }), { maxLength: 6 })

export default differential({
  module: 'src/chains.ts',
  inputs: fc.record({
    rows,
    step,
    id,
    ids,
    prices,
    tags: fc.array(word, { maxLength: 5 }),
    items: fc.array(fc.record({ id, name: word }), { maxLength: 5 }),
  }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, id, ids, prices, tags, items }) => {
    if (step === 'addTags') return module.addTags(id, tags)
    if (step === 'setPrices') return module.setPrices(prices)
    if (step === 'addItems') return module.addItems(items)
    return module.removeAll(ids)
  },
})
