import { writtenTables } from '../cache/written-tables.js'
import { classifyStatement } from '../sql/statement-class.js'

export type EndTurn = () => void

/**
 * DuckDB notices that two statements change one row only when both change it in place, or both delete it. RETURNING,
 * a list, or a column with an index make an UPDATE delete the row and put it back: beside one in place both succeed,
 * and what one of them wrote is lost. On the one connection that everything shared they took turns; so they do here.
 */
export class UpdateTurns {
  readonly #tails = new Map<string, Promise<void>>()

  /** Undefined for what changes no rows that are there already. */
  take(sql: string, signal?: AbortSignal): EndTurn | Promise<EndTurn> | undefined {
    const table = updatedTable(sql)
    if (table === undefined) return undefined
    const before = this.#tails.get(table)
    let end!: EndTurn
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const tail = before ? before.then(() => ended) : ended
    this.#tails.set(table, tail)
    void tail.then(() => {
      if (this.#tails.get(table) === tail) this.#tails.delete(table)
    })
    return before ? whenItComes(before, end, signal) : end
  }
}

/** Who gives up leaves their place to the next. */
function whenItComes(before: Promise<void>, end: EndTurn, signal: AbortSignal | undefined): Promise<EndTurn> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      end()
      reject(signal?.reason)
    }
    if (signal?.aborted) return giveUp()
    signal?.addEventListener('abort', giveUp, { once: true })
    void before.then(() => {
      signal?.removeEventListener('abort', giveUp)
      resolve(end)
    })
  })
}

const changesRows = /\b(UPDATE|DELETE|MERGE|TRUNCATE|REPLACE)\b/i

/** Statements whose table is not certain share one turn. */
function updatedTable(sql: string): string | undefined {
  if (!changesRows.test(sql) || classifyStatement(sql) !== 'write') return undefined
  const tables = writtenTables([{ sql }])
  if (tables === 'all') return ''
  const [table] = tables
  return table
}
