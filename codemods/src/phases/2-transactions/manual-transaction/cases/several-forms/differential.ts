import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('earlyReturn', 'workAfterCommit', 'withoutTry', 'flagged', 'swallowed')

export default differential({
  module: 'src/forms.ts',
  inputs: fc.record({ rows, step, id, tag: word, tags: fc.array(word, { maxLength: 3 }), price: fc.integer() }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, id, tag, tags, price }, effect) => {
    if (step === 'earlyReturn') return module.earlyReturn(id)
    if (step === 'workAfterCommit') return module.workAfterCommit(id, effect)
    if (step === 'withoutTry') return module.withoutTry(id, price)
    if (step === 'flagged') return module.flagged(id, tags)
    return module.swallowed(id, tag)
  },
})
