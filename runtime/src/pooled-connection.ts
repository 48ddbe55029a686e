import { Connection, type QueryOptions, type StatementResult } from './database.js'
import type { Columns, Parameters, Row } from './driver/driver.js'
import { TransactionAbortedError } from './errors/database-error.js'
import type { Lease } from './pool/lease.js'
import type { Session } from './session/session.js'
import { classifyStatement } from './sql/statement-class.js'

/** Converts results as the database's options say. */
export interface ResultReader {
  toRows(result: StatementResult): Promise<Row[]>
  toColumns(result: StatementResult): Promise<Columns>
}

/** A session as its users see it. */
export class SessionConnection extends Connection {
  protected readonly session: Session
  readonly #reader: ResultReader

  constructor(session: Session, reader: ResultReader) {
    super()
    this.session = session
    this.#reader = reader
  }

  override async release(): Promise<void> {}

  protected override async run(
    sql: string,
    parameters?: Parameters,
    options?: QueryOptions,
  ): Promise<StatementResult> {
    const { abortedBy } = this.session.state
    if (abortedBy !== undefined && classifyStatement(sql) === 'commit') {
      // DuckDB would say that the COMMIT succeeded, and roll back.
      await this.session.run('ROLLBACK')
      throw new TransactionAbortedError(
        'A statement of this transaction failed before, so it was rolled back instead of committed.',
        { code: 'transaction-aborted', cause: abortedBy, sql },
      )
    }
    return this.session.run(sql, parameters, options)
  }

  protected override toRows(result: StatementResult): Promise<Row[]> {
    return this.#reader.toRows(result)
  }

  protected override toColumns(result: StatementResult): Promise<Columns> {
    return this.#reader.toColumns(result)
  }
}

/** A session on loan from the pool until it is released. */
export class PooledConnection extends SessionConnection {
  readonly #lease: Lease<Session>

  constructor(lease: Lease<Session>, reader: ResultReader) {
    super(lease.resource, reader)
    this.#lease = lease
  }

  override async release(): Promise<void> {
    releaseSession(this.#lease)
  }
}

/** Gives a session back so that nothing its holder left there reaches the next one. */
export function releaseSession(lease: Lease<Session>): void {
  const { state, suspicious, busy } = lease.resource
  lease.release({ retire: state.hasSessionState, check: suspicious || busy || state.inTransaction })
}
