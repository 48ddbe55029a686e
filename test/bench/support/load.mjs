import { setTimeout as sleep } from 'node:timers/promises'
import { percentile, timed } from './bench.mjs'

const figuresOf = (latencies, ms) => ({
  'ops/s': (latencies.length / ms) * 1e3,
  'p50 ms': percentile(latencies, 0.5),
  'p95 ms': percentile(latencies, 0.95),
  'p99 ms': percentile(latencies, 0.99),
})

/** Closed loop: each caller asks again when it was answered, `operations` in all. */
export async function closedLoop(callers, operations, operation) {
  const latencies = []
  let started = 0
  const caller = async () => {
    while (started < operations) {
      started += 1
      const number = started
      latencies.push(await timed(() => operation(number)))
    }
  }
  const ms = await timed(() => Promise.all(Array.from({ length: callers }, caller)))
  return figuresOf(latencies, ms)
}

/**
 * Open loop: one operation every `everyMs`, whether those before were answered or not, beside `loops` that run
 * `background` `turns` times each. `all ms` is the time until everything is done.
 */
export async function openLoop({ everyMs, operations, operation, background, loops, turns }) {
  const latencies = []
  const ms = await timed(async () => {
    const behind = Array.from({ length: loops }, async () => {
      for (let turn = 0; turn < turns; turn += 1) await background()
    })
    await sleep(everyMs)
    const asked = []
    for (let number = 0; number < operations; number += 1) {
      asked.push(timed(() => operation(number)).then((latency) => latencies.push(latency)))
      await sleep(everyMs)
    }
    await Promise.all([...asked, ...behind])
  })
  return { ...figuresOf(latencies, ms), 'all ms': ms }
}
