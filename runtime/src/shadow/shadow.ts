import * as disk from 'node:fs/promises'
import { copyValue } from '../cache/value-copy.js'
import { withoutDeadline } from '../resilience/deadline.js'
import { CallTimeoutError } from '../resilience/resilience-errors.js'
import { runTimed } from '../resilience/timed-call.js'
import { Transaction } from '../transaction/transaction.js'
import { type ComparisonOptions, compareRows, type RowDifference } from './compare-rows.js'

export interface ShadowOptions extends ComparisonOptions {
  /** Tells shadows apart in files and metrics. Default `shadow`. */
  readonly name?: string
  /** Share of the reads that are compared. Default 1. */
  readonly sampleRate?: number
  /** How long the other side may take. Default 1,000. */
  readonly deadlineMs?: number
  /** Reads compared at a time; what comes beyond them is not compared. Default 2. */
  readonly maxConcurrent?: number
  /** Answers with more rows are not compared. Default 10,000. */
  readonly maxRows?: number
  /** `control` compares the answering side with itself, to learn how much differs by itself. Default `candidate`. */
  readonly mode?: 'candidate' | 'control'
  /** Differences go here, one JSON object a line. They hold values. Default: nowhere. */
  readonly file?: string
  /** The file grows no larger. Default 10 MiB. */
  readonly maxFileBytes?: number
  readonly onMismatch?: (mismatch: Mismatch) => void
}

export interface Mismatch {
  readonly shadow: string
  /** What was read: the statement's text. */
  readonly label: string
  readonly differences: readonly RowDifference[]
}

export interface ShadowStats {
  readonly compared: number
  readonly matched: number
  readonly mismatched: number
  /** Differed because the data changed between both reads: the answering side differed from itself, too. */
  readonly moved: number
  /** The other side failed. */
  readonly failed: number
  readonly timedOut: number
  /** Not compared: not in the sample, too much at a time, too many rows. */
  readonly skipped: number
}

type Rows = readonly Readonly<Record<string, unknown>>[]
export type ShadowedRead<R> = (signal: AbortSignal | undefined) => Promise<R[]>

/**
 * Runs the other side of a read once the answer is given, and compares. Nothing it does can delay or fail the
 * answer. Only reads: what runs here runs twice.
 */
export class Shadow {
  readonly name: string
  readonly #options: ShadowOptions
  readonly #counts = { compared: 0, matched: 0, mismatched: 0, moved: 0, failed: 0, timedOut: 0, skipped: 0 }
  readonly #running = new Set<Promise<void>>()
  #writing: Promise<void> = Promise.resolve()

  constructor(options: ShadowOptions = {}) {
    this.name = options.name ?? 'shadow'
    this.#options = options
  }

  get stats(): ShadowStats {
    return { ...this.#counts }
  }

  /** The answer of `answering`. Throws what it throws; then nothing is compared. */
  async read<R>(label: string, answering: ShadowedRead<R>, other: ShadowedRead<R>): Promise<R[]> {
    const rows = await answering(undefined)
    const { sampleRate = 1, maxConcurrent = 2, maxRows = 10_000 } = this.#options
    if (Math.random() >= sampleRate || this.#running.size >= maxConcurrent || rows.length > maxRows) {
      this.#counts.skipped += 1
      return rows
    }
    // The caller may change its rows before they are compared.
    const expected = copyValue(rows) as unknown as Rows
    const work = this.#later(() => this.#compare(label, expected, answering, other))
    this.#running.add(work)
    void work.finally(() => this.#running.delete(work))
    return rows
  }

  /** Resolves when all that was begun is compared and written. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
    await this.#writing
  }

  /** After the answer has gone out, outside of its transaction and its deadline. */
  #later(work: () => Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      setImmediate(() => {
        withoutDeadline(() => Transaction.outside(work)).then(resolve, () => resolve())
      })
    })
  }

  async #compare<R>(
    label: string,
    expected: Rows,
    answering: ShadowedRead<R>,
    other: ShadowedRead<R>,
  ): Promise<void> {
    const { mode = 'candidate' } = this.#options
    const actual = await this.#timed(mode === 'control' ? answering : other)
    if (!actual) return
    this.#counts.compared += 1
    const differences = this.#differences(label, expected, actual)
    if (differences.length === 0) {
      this.#counts.matched += 1
      return
    }
    if (mode === 'candidate' && (await this.#hasMoved(label, expected, answering))) {
      this.#counts.moved += 1
      return
    }
    this.#counts.mismatched += 1
    this.#report({ shadow: this.name, label, differences })
  }

  /** Whether the answering side itself answers otherwise by now. */
  async #hasMoved<R>(label: string, expected: Rows, answering: ShadowedRead<R>): Promise<boolean> {
    const again = await this.#timed(answering)
    return again !== undefined && this.#differences(label, expected, again).length > 0
  }

  #differences(label: string, expected: Rows, actual: Rows): readonly RowDifference[] {
    const ignoreRowOrder = this.#options.ignoreRowOrder ?? !/\border\s+by\b/i.test(label)
    return compareRows(expected, actual, { ...this.#options, ignoreRowOrder })
  }

  async #timed<R>(read: ShadowedRead<R>): Promise<Rows | undefined> {
    const { deadlineMs = 1_000 } = this.#options
    try {
      return (await runTimed(`shadow ${this.name}`, read, deadlineMs)) as unknown as Rows
    } catch (error) {
      this.#counts[error instanceof CallTimeoutError ? 'timedOut' : 'failed'] += 1
      return undefined
    }
  }

  #report(mismatch: Mismatch): void {
    try {
      this.#options.onMismatch?.(mismatch)
    } catch (cause) {
      process.emitWarning(new Error('onMismatch failed.', { cause }))
    }
    const { file, maxFileBytes = 10 * 1024 * 1024 } = this.#options
    if (file === undefined) return
    const line = `${JSON.stringify({ at: new Date().toISOString(), ...mismatch }, safeValue)}\n`
    this.#writing = this.#writing
      .then(async () => {
        const bytes = await disk.stat(file).then(
          ({ size }) => size,
          () => 0,
        )
        if (bytes + Buffer.byteLength(line) <= maxFileBytes) await disk.appendFile(file, line)
      })
      .catch((cause: unknown) => process.emitWarning(new Error(`${file} cannot be written.`, { cause })))
  }
}

function safeValue(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value
}
