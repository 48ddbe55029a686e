import fc from 'fast-check'
import { id, ids, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/started.ts',
  inputs: fc.record({ rows, ids, items: fc.array(fc.record({ id, name: word }), { maxLength: 5 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { ids, items }, effect) => {
    const told: string[] = []
    effect(module.announce(ids, told))
    while (told.length < ids.length) await new Promise((resolve) => setImmediate(resolve))
    // In which order they are done was never said.
    effect(told.sort())
    effect(await module.keptForLater(ids))
    effect(await module.chained(items))
    return module.settled(ids)
  },
})
