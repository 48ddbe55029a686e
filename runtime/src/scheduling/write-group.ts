import { LRUCache } from 'lru-cache'
import type { StatementResult } from '../database.js'
import type { Parameters } from '../driver/driver.js'
import { DatabaseError } from '../errors/database-error.js'
import { Batcher } from './batcher.js'
import { recogniseSingleRowInsert, type SingleRowInsert } from './insert-rows.js'

export interface WriteRunner {
  /** One statement by itself, retried on conflict. */
  run(sql: string, parameters: Parameters | undefined): Promise<StatementResult>
  /** Several statements that commit together. Rejects, with everything rolled back, when one fails. */
  transaction<R>(work: (run: WriteRunner['run']) => Promise<R>): Promise<R>
}

interface Write {
  readonly sql: string
  readonly parameters: Parameters | undefined
}

const maxGroupSize = 512
/** Row counts of multi-row statements, so that few different statements are prepared. */
const rowCounts = [64, 32, 16, 8, 4, 2]

const groupable = /^\s*(INSERT|UPDATE|DELETE)\b/i

/** Commits concurrent single writes together: one wait for the disk instead of one each. */
export class WriteGroup {
  readonly #runner: WriteRunner
  readonly #batcher: Batcher<Write, StatementResult>
  readonly #inserts = new LRUCache<string, { readonly insert: SingleRowInsert | undefined }>({ max: 200 })

  constructor(runner: WriteRunner) {
    this.#runner = runner
    this.#batcher = new Batcher((writes) => this.#run(writes), { maxSize: maxGroupSize })
  }

  /** Resolves when the write is durable. Undefined when the statement cannot share a transaction. */
  write(sql: string, parameters: Parameters | undefined): Promise<StatementResult> | undefined {
    return groupable.test(sql) ? this.#batcher.add({ sql, parameters }) : undefined
  }

  async #run(writes: readonly Write[]): Promise<PromiseSettledResult<StatementResult>[]> {
    if (writes.length > 1) {
      let isCommitting = false
      try {
        const results = await this.#runner.transaction(async (run) => {
          const done = await this.#runTogether(writes, run)
          isCommitting = true
          return done
        })
        return results.map((value) => ({ status: 'fulfilled', value }))
      } catch (reason) {
        // A COMMIT whose answer was lost may have happened: the writes must not be made a second time.
        if (isCommitting && !isRolledBack(reason)) return writes.map(() => ({ status: 'rejected', reason }))
        // One of them failed, and the others with it: alone each meets its own fate.
      }
    }
    return Promise.allSettled(writes.map(({ sql, parameters }) => this.#runner.run(sql, parameters)))
  }

  async #runTogether(writes: readonly Write[], run: WriteRunner['run']): Promise<StatementResult[]> {
    const results: StatementResult[] = []
    for (let index = 0; index < writes.length; ) {
      const { sql, parameters } = writes[index]!
      const alike = this.#alikeFrom(writes, index)
      const count = alike ? (rowCounts.find((size) => size <= alike.rows.length) ?? 1) : 1
      if (alike && count > 1) {
        await run(alike.insert.forRows(count), alike.rows.slice(0, count).flat())
        for (let row = 0; row < count; row += 1) results.push(insertedRow)
      } else {
        results.push(await run(sql, parameters))
      }
      index += count
    }
    return results
  }

  /** The rows of the equal single-row inserts that follow one another from `start`. */
  #alikeFrom(writes: readonly Write[], start: number) {
    const { sql } = writes[start]!
    const insert = this.#insertOf(sql)
    if (!insert) return undefined
    const rows: (readonly unknown[])[] = []
    for (const write of writes.slice(start, start + rowCounts[0]!)) {
      const { parameters } = write
      if (write.sql !== sql || !Array.isArray(parameters) || parameters.length !== insert.parameterCount)
        break
      rows.push(parameters)
    }
    return { insert, rows }
  }

  #insertOf(sql: string): SingleRowInsert | undefined {
    let known = this.#inserts.get(sql)
    if (!known) {
      known = { insert: recogniseSingleRowInsert(sql) }
      this.#inserts.set(sql, known)
    }
    return known.insert
  }
}

/** Errors of a COMMIT after which nothing of its transaction is there. */
function isRolledBack(error: unknown): boolean {
  return error instanceof DatabaseError && /^(conflict|constraint|transaction-aborted)$/.test(error.code)
}

const insertedRow: StatementResult = {
  rowsChanged: 1,
  rows: async () => [{ Count: 1n }],
  async *batches() {
    yield [{ Count: 1n }]
  },
}
