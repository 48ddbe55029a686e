import * as os from 'node:os'

/** What was seen of a long statement when it last ran. */
export interface SeenLong {
  readonly durationMs: number
  /** Whether it kept the processors busy by itself; undefined while that is not known. */
  readonly saturates: boolean | undefined
}

export interface LongTurnsOptions {
  readonly cores?: number
  /** Processor time of the process until now. */
  readonly cpuMs?: () => number
}

const saturatedShare = 0.8
/** A statement waits for its turn at most this many times as long as it runs. */
const patience = 4
const longestWaitMs = 10_000

/** One long statement that runs. */
export interface LongTurn {
  /** To be asked when the statement is done. */
  saturates(): boolean | undefined
  /** Call it once. */
  end(): void
}

/**
 * DuckDB gives one long statement every processor; others beside it add threads, not processors, and take its
 * memory caches away. Statements that saturate the processors therefore take turns, up to their patience:
 * one that runs for an hour delays the others a little, it does not hold them up.
 */
export class LongTurns {
  readonly #cores: number
  readonly #cpuMs: () => number
  readonly #atOnce: number
  readonly #running = new Set<{ alone: boolean }>()
  readonly #waiting = new Set<() => void>()
  #taken = 0

  constructor({ cores = processors(), cpuMs = processCpuMs }: LongTurnsOptions = {}) {
    this.#cores = cores
    this.#cpuMs = cpuMs
    this.#atOnce = Math.max(1, Math.floor(cores / 2))
  }

  get waiting(): number {
    return this.#waiting.size
  }

  /** Waits for the statement's turn. Rejects with the signal's reason. */
  async begin(seen: SeenLong, signal?: AbortSignal): Promise<LongTurn> {
    const takesTurn = seen.saturates === true
    if (takesTurn) {
      if (this.#taken < this.#atOnce) this.#taken += 1
      else await this.#waitForTurn(Math.min(patience * seen.durationMs, longestWaitMs), signal)
    }
    const run = { alone: this.#running.size === 0 }
    for (const other of this.#running) other.alone = false
    this.#running.add(run)
    const since = performance.now()
    const cpuBefore = this.#cpuMs()
    return {
      saturates: () => {
        const share = (this.#cpuMs() - cpuBefore) / ((performance.now() - since) * this.#cores)
        if (run.alone) return share >= saturatedShare
        // Beside others it cannot be told apart from them: what is known stays, else a turn alone will tell.
        return seen.saturates ?? (share >= saturatedShare || undefined)
      },
      end: () => {
        this.#running.delete(run)
        if (takesTurn) this.#leave()
      },
    }
  }

  #waitForTurn(patienceMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.delete(begin)
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      const begin = () => {
        stop()
        this.#taken += 1
        resolve()
      }
      const onAbort = () => {
        stop()
        reject(signal?.reason)
      }
      const timer = setTimeout(begin, patienceMs)
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting.add(begin)
    })
  }

  #leave(): void {
    this.#taken -= 1
    if (this.#taken >= this.#atOnce) return
    const [next] = this.#waiting
    next?.()
  }
}

/** One where a test has put something else in the place of `node:os`. */
function processors(): number {
  return (os as Partial<typeof os>).availableParallelism?.() ?? 1
}

function processCpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000
}

/** The processors belong to the process, whatever number of databases it opens. */
export const longTurns = new LongTurns()
