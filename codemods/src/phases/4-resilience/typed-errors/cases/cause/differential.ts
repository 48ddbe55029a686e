import fc from 'fast-check'
import { id, inserts, rows, word } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

const told = (error: unknown) => {
  const { name, message } = error as Error
  return { name, message: message.split('\n')[0], keys: Object.keys(error as object) }
}

export default differential({
  module: 'src/prices.ts',
  inputs: fc.record({
    rows,
    id,
    name: fc.option(word, { nil: null }),
    text: fc.constantFrom('1', 'x', '{"a":1}', '{'),
  }),
  rows: (input) => inserts(input.rows),
  run: async (module, input, effect) => {
    const ended = async (work: () => unknown) => {
      try {
        effect(await work())
      } catch (error) {
        effect(told(error))
      }
    }
    await ended(() => module.setPrice(input.id, input.text))
    await ended(() => module.addItem(input.id, input.name))
    await ended(() => module.renameItem(input.id, input.name))
    await ended(() => module.either(input.id))
    await ended(() => module.nested(input.id))
    await ended(() => module.removeItem(input.id))
    await ended(() => module.count())
    await ended(() => module.names())
    await ended(() => module.parse(input.text))
    await ended(() => module.withoutMessage(input.text))
    module.withCallback(input.text, (error: unknown, value: unknown) => effect(error ? told(error) : value))
  },
})
