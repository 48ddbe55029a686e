import { expect, it } from 'vitest'
import { compareAnswers } from './replay.js'
import type { Target } from './target.js'
import type { Workload } from './workload.js'

/** Answers its operations one after the other. */
function answering(...answers: readonly number[][]): Target {
  let next = 0
  return {
    run: async () => [answers[next++]!.map((id) => ({ id }))],
    close: async () => {},
  }
}

const asked = (...texts: string[]): Workload => ({
  origin: 'recorded',
  source: 'the test',
  operations: texts.map((sql) => [{ sql }]),
})
const byTie = 'SELECT id FROM rules ORDER BY severity'

it('leaves out orders that a statement does not settle, also where the singleton happened to repeat itself', async () => {
  const workload = asked(byTie, byTie)
  const singletons = [answering([1, 2], [1, 2]), answering([2, 1], [1, 2])] as const
  expect(await compareAnswers(workload, singletons, answering([1, 2], [2, 1]))).toMatchObject({
    mismatches: [],
    volatile: 2,
  })
})

it('tells other rows of such a statement, and another order of one that the singleton always gives alike', async () => {
  const workload = asked(byTie, byTie, 'SELECT id FROM rules ORDER BY id')
  const singletons = [answering([1, 2], [1, 2], [1, 2]), answering([2, 1], [1, 2], [1, 2])] as const
  const { mismatches, volatile } = await compareAnswers(
    workload,
    singletons,
    answering([1, 2], [1, 3], [2, 1]),
  )
  expect(mismatches.map(({ operation }) => operation)).toEqual([1, 2])
  expect(volatile).toBe(1)
})
