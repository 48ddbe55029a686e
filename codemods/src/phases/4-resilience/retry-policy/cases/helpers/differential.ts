import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

export default differential({
  module: 'src/with-retry.ts',
  inputs: fc.record({
    rows,
    id,
    retries: fc.integer({ min: 0, max: 2 }),
    outcomes: fc.array(fc.constantFrom('failed', 'busy', 'busy', 'text'), { maxLength: 5 }),
  }),
  rows: (input) => inserts(input.rows),
  run: async (module, input, effect) => {
    const worker = () => {
      let calls = 0
      return async () => {
        const outcome = input.outcomes[calls] ?? 'text'
        calls += 1
        effect(calls)
        if (outcome !== 'text') throw new Error(outcome)
        return `text ${calls}`
      }
    }
    const ended = async (work: () => Promise<unknown>) =>
      effect(await work().catch((error: Error) => `failed: ${error.message}`))
    await ended(() => module.withRetry(worker(), input.retries, 0))
    await ended(() => module.recursive(worker()))
    await ended(() => module.countdown(worker(), input.retries, 0))
    await ended(() => module.again(worker()))
    await ended(() => module.both(input.id, new module.Store()))
  },
})
