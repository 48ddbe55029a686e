import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/drain.ts',
  inputs: fc.record({ rows, ids, items: fc.array(fc.record({ id, name: word }), { maxLength: 6 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { ids, items }, effect) => {
    const left = [...ids]
    effect(await module.shift(left))
    effect(left)
    effect(await module.pop(items))
    return module.untilZero(ids)
  },
})
