import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('removeAll', 'setCategories', 'clear')

/** Of two that change the same row side by side, either may come last: here each row is changed by one. */
export default differential({
  module: 'src/side-by-side.ts',
  inputs: fc.record({
    rows,
    step,
    ids: fc.uniqueArray(id, { maxLength: 6 }),
    words: fc.uniqueArray(word, { maxLength: 5 }),
    items: fc.uniqueArray(fc.record({ id, category: fc.option(word, { nil: null }) }), {
      selector: (item) => item.id,
      maxLength: 5,
    }),
  }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, ids, words, items }) => {
    if (step === 'removeAll') return module.removeAll(ids)
    return step === 'clear' ? module.clear(words) : module.setCategories(items)
  },
})
