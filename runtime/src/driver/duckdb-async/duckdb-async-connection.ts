import { classifyError } from '../../errors/classify-error.js'
import { ClosedError } from '../../errors/database-error.js'
import { classifyStatements } from '../../sql/statement-class.js'
import { tokensOf } from '../../sql/tokens.js'
import type {
  AppendSource,
  AppendTarget,
  DriverConnection,
  DriverResult,
  Parameters,
  Row,
  RowFormat,
} from '../driver.js'
import { appendRows } from './append-rows.js'
import { bindingOf } from './bind-values.js'
import { DuckDbAsyncResult } from './duckdb-async-result.js'
import { isLossy, type OldColumn, withTexts } from './lossless-columns.js'

/** The part of the package's `Connection` that is used. */
export interface OldConnection {
  all(sql: string, ...values: unknown[]): Promise<Row[]>
  prepare(sql: string): Promise<{ columns(): OldColumn[] | null; finalize(): Promise<void> }>
  close(): Promise<void>
}

export class DuckDbAsyncConnection implements DriverConnection {
  readonly raw: OldConnection
  #isOpen = true
  #inTransaction = false

  constructor(raw: OldConnection) {
    this.raw = raw
  }

  async run(sql: string, parameters?: Parameters): Promise<DriverResult> {
    if (!this.#isOpen)
      throw new ClosedError('The connection was closed. Take another one.', { code: 'closed', sql })
    try {
      const kinds = classifyStatements(sql)
      const statement = bindingOf(sql, parameters)
      const result =
        kinds.length === 1 && kinds[0] === 'read' && isQuery(sql)
          ? await this.#query(statement.sql, statement.values)
          : new DuckDbAsyncResult(await this.raw.all(statement.sql, ...statement.values), [], kinds.at(-1))
      for (const kind of kinds) this.#note(kind)
      return result
    } catch (error) {
      throw classifyError(error, sql)
    }
  }

  async *stream(sql: string, parameters: Parameters | undefined, format: RowFormat): AsyncIterable<Row[]> {
    // The package's own streams end early without an error.
    yield* (await this.run(sql, parameters)).batches(format)
  }

  async append(target: AppendTarget, rows: AppendSource): Promise<number> {
    const isOwn = !this.#inTransaction
    if (isOwn) await this.run('BEGIN')
    try {
      const count = await appendRows(this, target, rows)
      if (isOwn) await this.run('COMMIT')
      return count
    } catch (error) {
      if (isOwn) await this.run('ROLLBACK')
      throw error
    }
  }

  /** The package has no way to. */
  interrupt(): void {}

  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    // Statements that are not collected yet would keep the transaction open.
    const ended = this.#inTransaction ? this.raw.all('ROLLBACK').catch(() => undefined) : Promise.resolve()
    void ended.then(() => this.raw.close()).catch(() => undefined)
  }

  /** Asks for the texts of values that the package gives with loss, beside the values. */
  async #query(sql: string, values: readonly unknown[]): Promise<DriverResult> {
    const statement = await this.raw.prepare(sql)
    const described = statement.columns() ?? []
    await statement.finalize()
    // While a parameter's type is open, nothing is known.
    const columns = described.some(({ type }) => type.id === 'UNKNOWN') ? [] : described
    const names = new Set(columns.map(({ name }) => name))
    const isPlain = names.size < columns.length || !columns.some(({ type }) => isLossy(type))
    const rows = await this.raw.all(isPlain ? sql : withTexts(sql, columns), ...values)
    return new DuckDbAsyncResult(rows, columns, 'read')
  }

  #note(kind: string): void {
    if (kind === 'begin') this.#inTransaction = true
    if (kind === 'commit' || kind === 'rollback') this.#inTransaction = false
  }
}

/** What may stand in parentheses after FROM. */
function isQuery(sql: string): boolean {
  const [first] = tokensOf(sql)
  return first !== undefined && /^(select|from|with|values|\()$/i.test(first.text)
}
