import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/in-transaction.ts',
  inputs: fc.record({ rows, from: id, to: id, tags: fc.array(word, { maxLength: 4 }), fails: fc.boolean() }),
  rows: (input) => inserts(input.rows),
  run: async (module, { from, to, tags, fails }, effect) => {
    const ended = async (work: () => unknown) => {
      try {
        effect(await work())
      } catch (error) {
        effect((error as Error).message.split('\n')[0])
      }
    }
    await ended(() => new module.Shelf().retag(to, tags))
    await ended(() => module.move(from, to))
    await ended(() =>
      module.inTransaction(async () => {
        if (fails) throw new Error('not today')
        return 'done'
      }),
    )
  },
})
