import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/notify.ts',
  inputs: fc.record({ rows, id, fails: fc.boolean() }),
  rows: (input) => inserts(input.rows),
  run: async (module, { id, fails }, effect) => {
    await module.countInside(id + 1)
    await module.notifyInside(id, async (sent: number) => {
      effect(sent)
      if (fails) throw new Error('not delivered')
    })
  },
})
