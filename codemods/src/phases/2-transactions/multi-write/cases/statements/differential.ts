import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.constantFrom('replaceItem', 'remove', 'removeAll', 'clear', 'rename')

/** No write of these fails: what a failure leaves behind is what the transaction changes. */
export default differential({
  module: 'src/catalog.ts',
  inputs: fc.record({ rows, step, id, ids, word }),
  rows: (input) => inserts(input.rows),
  run: (module, { step, id, ids, word }) => {
    if (step === 'replaceItem') return module.replaceItem({ id, name: word, tags: [] })
    if (step === 'removeAll') return module.removeAll(ids)
    if (step === 'rename') return new module.Shelf().rename(id, word)
    return module[step](id)
  },
})
