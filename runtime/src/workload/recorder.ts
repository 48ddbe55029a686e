import { AsyncLocalStorage } from 'node:async_hooks'
import * as crypto from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import * as fs from 'node:fs'
import { resolve } from 'node:path'
import { errorTypeOf } from '../driver/intercepted-driver.js'
import { classifyStatement } from '../sql/statement-class.js'
import { tokensOf } from '../sql/tokens.js'
import { encodeValue, type RecordedLine } from './workload-format.js'

export interface RecordOptions {
  /** One JSON object a line; `%p` becomes the process id. What is there stays. */
  readonly file: string
  /** Share of the statements, and of the transactions as wholes, that are recorded. Default 1. */
  readonly sampleRate?: number
  /** The file grows no larger. Default 256 MiB. */
  readonly maxBytes?: number
  /**
   * `plain` (default) records parameters and literals as they are; `hash` puts a hash for every text, the same for
   * the same text; `none` leaves values out, so that what took parameters cannot be replayed.
   */
  readonly values?: 'plain' | 'hash' | 'none'
}

/** What a session tells of a statement that ended. */
export interface RanStatement {
  /** The connection it ran on. */
  readonly session: object
  /** The connection holds what later statements depend on: SET, temporary tables. */
  readonly holdsState: boolean
  readonly sql: string
  readonly parameters?: unknown
  readonly startedAtMs: number
  readonly error?: unknown
  readonly rows?: number | undefined
}

const flows = new AsyncLocalStorage<number>()
let lastFlow = 0
let followsRequests = false

/** Tells the statements of one request, job or whatever `work` is from those of others. */
export function recordFlow<R>(work: () => R): R {
  lastFlow += 1
  return flows.run(lastFlow, work)
}

const lastFlushMs = 50
let transactions = 0
let sessions = 0

/** Writes down what ran. Failing to write never fails a statement. */
export class WorkloadRecorder {
  readonly #options: RecordOptions
  readonly #file: string
  readonly #startedAtMs = performance.now()
  /** Transactions that are open, by session; undefined for those that are not in the sample. */
  readonly #open = new WeakMap<object, { readonly id: string } | { readonly id: undefined }>()
  readonly #sessions = new WeakMap<object, string>()
  #bytes: number
  #lines: string[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(options: RecordOptions) {
    this.#options = options
    this.#file = resolve(options.file.replaceAll('%p', String(process.pid)))
    this.#bytes = fs.statSync(this.#file, { throwIfNoEntry: false })?.size ?? 0
    process.once('exit', () => this.flush())
    if (followsRequests) return
    followsRequests = true
    // Each request that arrives at a server of this process is a flow of its own.
    subscribe('http.server.request.start', () => {
      lastFlow += 1
      flows.enterWith(lastFlow)
    })
  }

  ran(statement: RanStatement, database: string): void {
    const { session, sql, startedAtMs } = statement
    const kind = classifyStatement(sql)
    const transaction = this.#open.get(session)
    if (kind === 'begin') {
      if (statement.error !== undefined) return
      transactions += 1
      this.#open.set(session, { id: this.#isSampled() ? `${process.pid}.${transactions}` : undefined })
      return
    }
    if (kind === 'commit' || kind === 'rollback') {
      this.#open.delete(session)
      if (transaction?.id === undefined) return
      const isCommitted = kind === 'commit' && statement.error === undefined
      this.#write({ transaction: transaction.id, end: isCommitted ? 'commit' : 'rollback' })
      return
    }
    if (transaction ? transaction.id === undefined : !this.#isSampled()) return
    const flow = flows.getStore()
    const parameters = this.#parameters(statement.parameters)
    this.#write({
      sql: this.#text(sql),
      ...(parameters !== undefined && { parameters }),
      ...(transaction?.id !== undefined && { transaction: transaction.id }),
      ...(statement.holdsState && { session: this.#sessionId(session) }),
      ...(flow !== undefined && { flow }),
      atMs: rounded(startedAtMs - this.#startedAtMs),
      ms: rounded(performance.now() - startedAtMs),
      ...(statement.rows !== undefined && { rows: statement.rows }),
      ...(statement.error !== undefined && { error: errorTypeOf(statement.error) }),
      database,
    })
  }

  flush(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const text = this.#lines.splice(0).join('')
    if (!text) return
    try {
      fs.appendFileSync(this.#file, text)
    } catch (cause) {
      this.#bytes = Number.POSITIVE_INFINITY
      process.emitWarning(
        new Error(`The recording ${this.#file} cannot be written and ends here.`, { cause }),
      )
    }
  }

  #sessionId(session: object): string {
    let id = this.#sessions.get(session)
    if (id === undefined) {
      sessions += 1
      id = `${process.pid}.${sessions}`
      this.#sessions.set(session, id)
    }
    return id
  }

  #isSampled(): boolean {
    return Math.random() < (this.#options.sampleRate ?? 1)
  }

  #write(line: RecordedLine): void {
    const text = `${JSON.stringify(line)}\n`
    const { maxBytes = 256 * 1024 * 1024 } = this.#options
    if (this.#bytes + text.length > maxBytes) return
    this.#bytes += Buffer.byteLength(text)
    this.#lines.push(text)
    this.#timer ??= setTimeout(() => this.flush(), lastFlushMs).unref()
  }

  #parameters(parameters: unknown): unknown {
    const { values = 'plain' } = this.#options
    if (parameters === undefined || values === 'none') return undefined
    const encoded = encodeValue(parameters)
    return values === 'hash' ? hashTexts(encoded) : encoded
  }

  /** Literals are values, too. */
  #text(sql: string): string {
    const { values = 'plain' } = this.#options
    if (values === 'plain') return sql
    let text = ''
    let from = 0
    for (const token of tokensOf(sql)) {
      const gap = sql.slice(from, token.start)
      // What stands between the words beside white space is a comment.
      text += (gap.trim() ? ' ' : gap) + withoutValue(token.text, values)
      from = token.end
    }
    return text
  }
}

function withoutValue(token: string, values: 'hash' | 'none'): string {
  const [, quoted] = /^(?:[eE]?'|\$\w*\$)([\s\S]*?)(?:'|\$\w*\$)$/.exec(token) ?? []
  if (quoted !== undefined) return values === 'none' ? "''" : `'${hashOf(quoted)}'`
  return values === 'none' && /^\d/.test(token) ? '0' : token
}

function hashTexts(value: unknown): unknown {
  if (typeof value === 'string') return hashOf(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(hashTexts)
  const entries = Object.entries(value)
  if (entries.length === 1 && entries[0]![0].startsWith('$')) return value
  return Object.fromEntries(entries.map(([name, item]) => [name, hashTexts(item)]))
}

function hashOf(text: string): string {
  return `#${crypto.createHash('sha256').update(text).digest('hex').slice(0, 16)}`
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000
}

const recorders = new Map<string, WorkloadRecorder>()

/** One recorder for each file in the process. Without options, the environment's `DUCKSHIFT_RECORD` names the file. */
export function recorderOf(options: RecordOptions | string | undefined): WorkloadRecorder | undefined {
  const given = options ?? process.env.DUCKSHIFT_RECORD
  if (!given) return undefined
  const all = typeof given === 'string' ? { file: given } : given
  const known = recorders.get(all.file) ?? new WorkloadRecorder(all)
  recorders.set(all.file, known)
  return known
}
