import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('addTags', 'lastFirst', 'removeAll', 'backwards')
const prices = fc.array(fc.record({ id, price: fc.integer({ min: -5, max: 20 }) }), { maxLength: 6 })

export default differential({
  module: 'src/drain.ts',
  inputs: fc.record({ rows, step, id, ids, prices, tags: fc.array(word, { maxLength: 5 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { step, id, ids, prices, tags }, effect) => {
    try {
      if (step === 'addTags') return await module.addTags(id, tags)
      if (step === 'lastFirst') return await module.lastFirst(prices)
      if (step === 'removeAll') return await module.removeAll(ids)
      return await module.backwards(tags, id)
    } finally {
      effect([prices, tags, ids])
    }
  },
})
