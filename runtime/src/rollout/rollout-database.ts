import {
  type AppendOptions,
  type AppendRows,
  type Connection,
  Database,
  type DatabaseStats,
  type ExecuteResult,
  type QueryOptions,
  type StatementResult,
  type TransactionOptions,
} from '../database.js'
import type { Parameters, Row } from '../driver/driver.js'
import type { CommitListener } from '../events/database-events.js'
import type { Shadow } from '../shadow/shadow.js'
import { classifyStatement } from '../sql/statement-class.js'
import type { Rollout } from './rollout.js'

export interface RolloutDatabaseOptions {
  /** The old side: a database of mode `singleton`, or the one behind a legacy client. */
  readonly legacy: Database
  /** The new side. On the same file, in the same process, both see each other's commits. */
  readonly candidate: Database
  readonly rollout: Rollout
  /** The flag that decides, such as the repository's name; several must all be on. */
  readonly flag: string | readonly string[]
  /** Compares reads of the side that answers with the other one. */
  readonly shadow?: Shadow
}

/**
 * A database for repositories that are on the way from one side to the other: each statement and each transaction
 * goes, as a whole, to the side that the flag says for the current key.
 */
export function rolloutDatabase(options: RolloutDatabaseOptions): Database {
  return new RolloutDatabase(options)
}

class RolloutDatabase extends Database {
  readonly #options: RolloutDatabaseOptions
  readonly #flags: readonly string[]

  constructor(options: RolloutDatabaseOptions) {
    super()
    this.#options = options
    this.#flags = typeof options.flag === 'string' ? [options.flag] : options.flag
  }

  override async query<R = Row>(sql: string, parameters?: Parameters, options?: QueryOptions): Promise<R[]> {
    const side = await this.#side()
    const { shadow, legacy, candidate } = this.#options
    if (!shadow || side.inTransaction || classifyStatement(sql) !== 'read') {
      return side.query<R>(sql, parameters, options)
    }
    const other = side === legacy ? candidate : legacy
    // The comparison asks the databases themselves: a cached answer would say nothing of the other side.
    const { cache: _, ...uncached } = options ?? {}
    return shadow.read<R>(
      sql,
      (signal) => side.query<R>(sql, parameters, signal ? { ...uncached, signal } : options),
      (signal) => other.query<R>(sql, parameters, { ...uncached, signal }),
    )
  }

  override async columns<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<{ [Name in keyof R]: R[Name][] }> {
    return (await this.#side()).columns<R>(sql, parameters, options)
  }

  override async execute(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<ExecuteResult> {
    return (await this.#side()).execute(sql, parameters, options)
  }

  override async script(sql: string, options?: QueryOptions): Promise<void> {
    await (await this.#side()).script(sql, options)
  }

  override async *stream<R = Row>(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): AsyncGenerator<R[]> {
    yield* (await this.#side()).stream<R>(sql, parameters, options)
  }

  override async append(
    table: string,
    rows: AppendRows,
    options?: AppendOptions,
  ): Promise<{ rowsAppended: number }> {
    return (await this.#side()).append(table, rows, options)
  }

  override async transaction<R>(work: () => Promise<R>, options?: TransactionOptions): Promise<R> {
    return (await this.#side()).transaction(work, options)
  }

  override async connect(options?: QueryOptions): Promise<Connection> {
    return (await this.#side()).connect(options)
  }

  /** Hears of the commits of both sides. */
  override onCommit(listener: CommitListener): () => void {
    const { legacy, candidate } = this.#options
    const stops = [legacy.onCommit(listener), candidate.onCommit(listener)]
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** Of the new side. */
  override stats(): DatabaseStats {
    return this.#options.candidate.stats()
  }

  override async drain(): Promise<void> {
    await Promise.all([this.#options.legacy.drain(), this.#options.candidate.drain()])
  }

  override async close(options?: { readonly deadlineMs?: number }): Promise<void> {
    await this.#options.shadow?.settled()
    await Promise.all([this.#options.legacy.close(options), this.#options.candidate.close(options)])
  }

  protected override run(): Promise<StatementResult> {
    throw new Error('Statements run on the sides.')
  }

  protected override toRows(): Promise<Row[]> {
    throw new Error('Rows come from the sides.')
  }

  /** A transaction stays on the side it began on, whatever becomes of the flag. */
  async #side(): Promise<Database> {
    const { legacy, candidate, rollout } = this.#options
    if (legacy.inTransaction) return legacy
    if (candidate.inTransaction) return candidate
    for (const flag of this.#flags) if (!(await rollout.isOn(flag))) return legacy
    return candidate
  }
}
