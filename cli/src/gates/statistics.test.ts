import { describe, expect, it } from 'vitest'
import { median, medianInterval, quantile } from './statistics.js'
import { randomFrom } from './workload/random.js'

describe('statistics', () => {
  it('medians', () => {
    expect(median([3, 1, 2])).toBe(2)
    expect(median([4, 1, 2, 3])).toBe(2.5)
    expect(quantile([0, 10], 0.25)).toBe(2.5)
  })

  it('gives an interval that holds the true median about 95 times in 100', () => {
    const random = randomFrom(7)
    let held = 0
    for (let trial = 0; trial < 200; trial += 1) {
      const { low, high } = medianInterval(Array.from({ length: 21 }, random), 300)
      if (low <= 0.5 && 0.5 <= high) held += 1
    }
    expect(held).toBeGreaterThan(170)
    expect(held).toBeLessThan(200)
  })

  it('narrows with more values', () => {
    const random = randomFrom(9)
    const width = (count: number) => {
      const { low, high } = medianInterval(Array.from({ length: count }, random), 400)
      return high - low
    }
    expect(width(400)).toBeLessThan(width(10) / 2)
  })
})
