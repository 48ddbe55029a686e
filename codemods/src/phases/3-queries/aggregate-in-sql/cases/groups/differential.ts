import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/groups.ts',
  inputs: fc.record({ rows, id, word }),
  rows: (input) => inserts(input.rows),
  run: async (module, { id, word }) => [
    [...(await module.perCategory())],
    Object.entries(await module.sumsPerTag(id)),
    await module.byFirstLetter(),
    Object.entries(await module.idsPer(word)),
  ],
})
