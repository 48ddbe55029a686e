import { describe, expect, test } from 'vitest'
import { BatchCost } from './batch-cost.js'

describe('batches', () => {
  test('that are quick are not doubted', () => {
    const cost = new BatchCost()
    expect(cost.prefersTogether(8)).toBe(true)
    cost.tookTogether(2)
    expect([cost.prefersTogether(8), cost.skipsBatch()]).toEqual([true, false])
  })

  test('that are slow are compared with as many single reads, and go on when they pay', () => {
    const cost = new BatchCost()
    cost.tookTogether(100)
    expect(cost.prefersTogether(32)).toBe(false)
    cost.tookAlone(320, 32)
    expect([cost.prefersTogether(32), cost.skipsBatch()]).toEqual([true, false])
    expect(cost.prefersTogether(2)).toBe(false)
  })

  test('that do not pay stop for a while, longer each time', () => {
    const cost = new BatchCost()
    const pause = () => {
      cost.tookTogether(100)
      cost.tookAlone(32, 32)
      expect(cost.prefersTogether(32)).toBe(false)
      let reads = 0
      while (cost.skipsBatch()) reads += 1
      expect(cost.prefersTogether(32)).toBe(true)
      return reads
    }
    const [first, second] = [pause(), pause()]
    expect(first).toBeGreaterThan(100)
    expect(second).toBeGreaterThan(2 * first)
  })
})
