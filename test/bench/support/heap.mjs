import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { median } from './bench.mjs'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc')

/** Figures of what the process holds, taken after a garbage collection. */
export class HeapWatch {
  #samples = []

  sample() {
    collect()
    const { heapUsed, external, rss } = process.memoryUsage()
    this.#samples.push({ heap: heapUsed + external, rss })
  }

  /** The medians of the first and the last quarter, the first fifth left out as warm-up. */
  get growth() {
    const settled = this.#samples.slice(Math.ceil(this.#samples.length / 5))
    const quarter = Math.max(1, settled.length >> 2)
    const megabytes = (samples, key) => median(samples.map((sample) => sample[key])) / 2 ** 20
    const first = settled.slice(0, quarter)
    const last = settled.slice(-quarter)
    return {
      samples: this.#samples.length,
      heapAfterWarmUpMB: megabytes(first, 'heap'),
      heapAtEndMB: megabytes(last, 'heap'),
      rssAfterWarmUpMB: megabytes(first, 'rss'),
      rssAtEndMB: megabytes(last, 'rss'),
    }
  }
}
