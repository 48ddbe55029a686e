import type { CommittedWrite } from '../events/database-events.js'
import { classifyStatements, type StatementClass } from '../sql/statement-class.js'

type Snapshot = Pick<ConnectionState, 'inTransaction' | 'hasSessionState'>

/** What the statements run on one connection have left there, and what they wrote that is not committed yet. */
export class ConnectionState {
  /** A transaction is open, or is being opened. */
  inTransaction = false
  /** A statement of the open transaction failed so that DuckDB aborted it: its COMMIT would roll back silently. */
  abortedBy: unknown
  /** SET, USE, PREPARE, temporary objects: something the next borrower must not find. */
  hasSessionState = false
  #uncommitted: CommittedWrite[] = []

  /** Before the statement runs, so that what comes next already knows. */
  starting(sql: string): Snapshot {
    const before = { inTransaction: this.inTransaction, hasSessionState: this.hasSessionState }
    for (const kind of classifyStatements(sql)) {
      if (kind === 'session') this.hasSessionState = true
      if (kind === 'begin') this.inTransaction = true
    }
    return before
  }

  /** Returns what the statement committed. */
  succeeded(sql: string): readonly CommittedWrite[] {
    const kinds = classifyStatements(sql)
    const committed: CommittedWrite[] = []
    for (const kind of kinds) {
      if (changesData(kind, sql) && this.#uncommitted.at(-1)?.sql !== sql) this.#uncommitted.push({ sql })
      if (kind === 'begin') this.inTransaction = true
      if (kind === 'rollback') this.ended()
      if (kind === 'commit') {
        if (this.abortedBy === undefined) committed.push(...this.#uncommitted)
        this.ended()
      }
    }
    if (!this.inTransaction) committed.push(...this.#uncommitted.splice(0))
    return committed
  }

  /** Returns what the statements before the failing one of a script may have committed. */
  failed(
    sql: string,
    before: Snapshot,
    error: unknown,
    abortsTransaction: boolean,
  ): readonly CommittedWrite[] {
    const kinds = classifyStatements(sql)
    if (kinds.length > 1) return kinds.some((kind) => changesData(kind, sql)) ? [{ sql }] : []
    this.inTransaction = before.inTransaction
    this.hasSessionState = before.hasSessionState
    if (kinds[0] === 'commit') this.ended()
    else if (this.inTransaction && abortsTransaction) this.abortedBy ??= error
    return []
  }

  wrote(write: CommittedWrite): readonly CommittedWrite[] {
    if (!this.inTransaction) return [write]
    this.#uncommitted.push(write)
    return []
  }

  ended(): void {
    this.inTransaction = false
    this.abortedBy = undefined
    this.#uncommitted = []
  }
}

function changesData(kind: StatementClass, sql: string): boolean {
  // What was prepared under a name may be a write.
  if (kind === 'session') return /\bexecute\b/i.test(sql)
  return kind === 'write' || kind === 'definition' || kind === 'setting'
}
