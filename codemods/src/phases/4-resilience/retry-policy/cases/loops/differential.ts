import { syncBuiltinESMExports } from 'node:module'
import timers from 'node:timers/promises'
import fc from 'fast-check'
import { id, inserts, rows } from '../../../../../../../test/differential/arbitraries.js'
import { differential } from '../../../../../../../test/differential/differential.js'

/** Runs the work with waits that end at once and are written down. The wait after the last attempt is none. */
async function withWaits(effect: (what: unknown) => void, work: () => Promise<unknown>): Promise<void> {
  const seen: unknown[] = []
  const [real, sleep] = [globalThis.setTimeout, timers.setTimeout]
  const wait = (ms: number | undefined) => void ((ms ?? 0) > 0 && seen.push(`waits ${ms}`))
  globalThis.setTimeout = ((done: () => void, ms: number) => {
    wait(ms)
    return real(done, 0)
  }) as unknown as typeof setTimeout
  timers.setTimeout = (async (ms: number) => wait(ms)) as unknown as typeof timers.setTimeout
  syncBuiltinESMExports()
  try {
    seen.push({ value: await work() })
  } catch (error) {
    if (String(seen.at(-1)).startsWith('waits')) seen.pop()
    seen.push({ error: String(error) })
  } finally {
    globalThis.setTimeout = real
    timers.setTimeout = sleep
    syncBuiltinESMExports()
  }
  effect(seen)
}

const failures = {
  plain: () => new Error('failed'),
  again: () => Object.assign(new Error('busy'), { code: 'EAGAIN' }),
  range: () => new RangeError('out of range'),
}

export default differential({
  module: 'src/loops.ts',
  inputs: fc.record({
    rows,
    id,
    outcomes: fc.array(fc.constantFrom('plain', 'again', 'again', 'range', 'text'), { maxLength: 6 }),
  }),
  rows: (input) => inserts(input.rows),
  run: async (module, input, effect) => {
    const loader = () => {
      let calls = 0
      return async (attempt?: number) => {
        effect(`called with ${attempt}`)
        const outcome = input.outcomes[calls] ?? 'text'
        calls += 1
        if (outcome !== 'text') throw failures[outcome as keyof typeof failures]()
        return `text ${calls}`
      }
    }
    await withWaits(effect, () => module.untag(input.id))
    for (const name of ['exponential', 'onlyTransient', 'growing', 'ownError', 'assigned', 'goesOn', 'fallsBack'])
      await withWaits(effect, () => module[name](loader()))
    await withWaits(effect, () => module.logged(loader(), (...words: unknown[]) => effect(words)))
  },
})
