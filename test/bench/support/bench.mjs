/**
 * What every benchmark shares: peers take turns in each round, figures are medians over the rounds, goals
 * are ratios. `--json` prints data, `--check` exits 1 and names each goal that falls short.
 */
const flags = new Set(process.argv.slice(2))

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]
}

/** Milliseconds that `work` takes. */
export async function timed(work) {
  const since = performance.now()
  await work()
  return performance.now() - since
}

export class Benchmark {
  #name
  #cells = []
  #goals = []

  constructor(name) {
    this.#name = name
  }

  /**
   * Runs the peers in turn, `rounds` times, after one to warm up unless `warmUp` is false. A peer returns its figures as
   * `{ figure: number }`, or nothing, and is then timed as `ms`. Returns, for each peer, each figure's values
   * by round.
   */
  async measure(title, peers, { rounds = 7, warmUp = true } = {}) {
    const values = Object.fromEntries(Object.keys(peers).map((peer) => [peer, {}]))
    for (let round = warmUp ? 0 : 1; round <= rounds; round += 1) {
      for (const [peer, run] of Object.entries(peers)) {
        let figures
        const ms = await timed(async () => {
          figures = await run()
        })
        if (round === 0) continue
        for (const [figure, value] of Object.entries(figures ?? { ms })) {
          values[peer][figure] ??= []
          values[peer][figure].push(value)
        }
      }
    }
    this.#cells.push({ title, values })
    if (!flags.has('--json')) this.#print(title, values)
    return values
  }

  /** A ratio of two peers' values, round by round, and what its median should reach. */
  goal(name, values, over, { atLeast, atMost }) {
    const ratio = median(values.map((value, round) => value / over[round]))
    const reached = (atLeast === undefined || ratio >= atLeast) && (atMost === undefined || ratio <= atMost)
    this.#goals.push({ name, ratio, atLeast, atMost, reached })
    if (!flags.has('--json')) {
      const wanted = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
      console.log(`  ${reached ? 'reached' : 'SHORT  '}  ${name}: ${ratio.toFixed(2)} (${wanted})`)
    }
  }

  finish() {
    const short = this.#goals.filter(({ reached }) => !reached)
    if (flags.has('--json')) {
      const cells = this.#cells.map(({ title, values }) => ({ title, medians: mediansOf(values) }))
      console.log(JSON.stringify({ benchmark: this.#name, cells, goals: this.#goals }, undefined, 2))
    }
    if (!flags.has('--check') || short.length === 0) return
    for (const { name, ratio, atLeast, atMost } of short) {
      console.error(`${name}: ${ratio.toFixed(2)}, goal ${atLeast ?? atMost}`)
    }
    process.exitCode = 1
  }

  #print(title, values) {
    console.log(`\n${title}`)
    const medians = mediansOf(values)
    const width = Math.max(...Object.keys(medians).map((peer) => peer.length))
    for (const [peer, figures] of Object.entries(medians)) {
      const text = Object.entries(figures).map(([figure, value]) => `${figure} ${value.toPrecision(4)}`)
      console.log(`  ${peer.padEnd(width)}  ${text.join('  ')}`)
    }
  }
}

function mediansOf(values) {
  const middle = (figures) =>
    Object.fromEntries(Object.entries(figures).map(([figure, list]) => [figure, median(list)]))
  return Object.fromEntries(Object.entries(values).map(([peer, figures]) => [peer, middle(figures)]))
}
