import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const step = fc.record({ step: fc.constantFrom('itemOf', 'allTags', 'rename'), id, word })

/** Reads among writes: no answer may be older than the last write. */
export default differential({
  module: 'src/catalog.ts',
  inputs: fc.record({ rows, steps: fc.array(step, { maxLength: 8 }) }),
  rows: (input) => inserts(input.rows),
  run: async (module, { steps }) => {
    const seen: unknown[] = []
    for (const { step, id, word } of steps) seen.push(await module[step](id, word))
    return seen
  },
})
