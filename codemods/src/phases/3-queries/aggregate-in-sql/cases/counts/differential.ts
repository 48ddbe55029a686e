import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('howMany', 'isEmpty', 'onTheSpot', 'cheap', 'named', 'expensive')

export default differential({
  module: 'src/counts.ts',
  inputs: fc.record({ rows, step, id, word }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, id, word }) => {
    if (step === 'howMany') return module.howMany(word)
    if (step === 'onTheSpot') return module.onTheSpot(id)
    if (step === 'named') return module.named(word, id)
    return step === 'expensive' ? new module.Shelf().expensive() : module[step]()
  },
})
