import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('raise', 'rename', 'removeCheap', 'addAll', 'keepOld')
const number = fc.oneof(fc.integer({ min: -5, max: 20 }), fc.constantFrom(0.5, -0.1, 1e20, 2 ** 40))
const category = fc.option(word, { nil: null })

export default differential({
  module: 'src/amounts.ts',
  inputs: fc.record({
    rows,
    step,
    word,
    raises: fc.array(fc.record({ id, by: number }), { maxLength: 5 }),
    names: fc.array(word, { maxLength: 5 }),
    limits: fc.array(fc.record({ category: word, below: number }), { maxLength: 4 }),
    items: fc.array(fc.record({ id, name: word, category }), { maxLength: 5 }),
  }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, word, raises, names, limits, items }) => {
    if (step === 'raise') return module.raise(raises)
    if (step === 'rename') return module.rename(names, word)
    if (step === 'removeCheap') return module.removeCheap(limits)
    return module[step](items)
  },
})
