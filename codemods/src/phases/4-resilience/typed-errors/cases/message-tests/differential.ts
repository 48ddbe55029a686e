import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/items.ts',
  inputs: fc.record({
    rows,
    id,
    word,
    name: fc.option(word, { nil: null }),
    text: fc.constantFrom('1', '2x', '', '99999999999', '-7'),
  }),
  rows: (input) => inserts(input.rows),
  run: async (module, input, effect) => {
    const ended = async (work: () => Promise<unknown>) => {
      try {
        effect(await work())
      } catch (error) {
        effect(`${(error as Error).message.split('\n')[0]}: ${module.isDuplicate(error)}`)
      }
    }
    await ended(() => module.read(input.text))
    await ended(() => module.tag(input.id, input.word))
    await ended(() => module.rename(input.id, input.name))
    await ended(() => module.add(input.id, input.name))
    await ended(() => module.addOnce(input.id + 1, input.name))
    await ended(() => module.quiet(input.id, input.name))
    return module.isDuplicate(new Error('something else'))
  },
})
