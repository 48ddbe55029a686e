import { ConflictError, ConstraintError, DatabaseError, type DatabaseErrorCode } from './database-error.js'

interface Rule {
  readonly pattern: RegExp
  readonly code: DatabaseErrorCode
  readonly constraint?: ConstraintError['constraint']
}

/**
 * DuckDB's errors carry no code through the bindings: the message is all there is. The first rule that
 * matches wins, so inner causes stand before the prefixes that wrap them.
 */
const rules: readonly Rule[] = [
  {
    pattern: /PRIMARY KEY or UNIQUE constraint violat|Duplicate key .* violates/i,
    code: 'constraint',
    constraint: 'unique',
  },
  { pattern: /violates (primary key|unique) constraint/i, code: 'constraint', constraint: 'unique' },
  { pattern: /Violates foreign key constraint/i, code: 'constraint', constraint: 'foreign-key' },
  { pattern: /NOT NULL constraint failed/i, code: 'constraint', constraint: 'not-null' },
  { pattern: /CHECK constraint failed/i, code: 'constraint', constraint: 'check' },
  { pattern: /^FATAL Error|database has been invalidated/i, code: 'fatal' },
  { pattern: /Could not set lock on file/i, code: 'locked' },
  { pattern: /Current transaction is aborted/i, code: 'transaction-aborted' },
  { pattern: /Conflict on|Transaction conflict|write-write conflict/i, code: 'conflict' },
  { pattern: /within a transaction|no transaction is active/i, code: 'transaction-state' },
  { pattern: /No space left|Could not write file|IO Error/i, code: 'io' },
  { pattern: /INTERRUPT Error/i, code: 'interrupted' },
  { pattern: /Out of Memory Error|failed to (allocate|pin)/i, code: 'out-of-memory' },
  { pattern: /in read-only mode|read-only transaction/i, code: 'read-only' },
  { pattern: /connection disconnected|instance closed|Connection Error: Connection/i, code: 'closed' },
  { pattern: /Parser Error|Error in native callback/i, code: 'syntax' },
  { pattern: /Binder Error|Failed to (bind|retrieve bind)|Values were not provided/i, code: 'binder' },
  { pattern: /Catalog Error/i, code: 'catalog' },
  { pattern: /Conversion Error|Out of Range Error|Cannot create values of type/i, code: 'conversion' },
  { pattern: /Not implemented Error/i, code: 'not-supported' },
  { pattern: /Constraint Error/i, code: 'constraint', constraint: 'unknown' },
  { pattern: /Connection Error/i, code: 'io' },
  { pattern: /Invalid Input Error|Invalid Error/i, code: 'invalid-input' },
]

const advice: Partial<Record<DatabaseErrorCode, string>> = {
  'out-of-memory': 'Raise memoryLimit, give DuckDB a temp_directory, or read less at a time (db.stream).',
  closed: 'The connection or database was closed before: open it again.',
  conflict:
    'Another transaction changed the same rows: start this one over, or use db.transaction, which does.',
  locked: 'Another process has the file open: stop it, or open the file read-only in both.',
  'transaction-aborted': 'An earlier statement of this transaction failed: roll back and start over.',
  fatal: 'DuckDB gave the database up: close it and open it again.',
}

/** What DuckDB's text tells of the place: `table.column` for NOT NULL, the table for CHECK, the key's columns. */
function constraintPlace(text: string): { table?: string; columns?: string[] } {
  const notNull = /NOT NULL constraint failed: (?:(.+)\.)?([^\s.]+)/.exec(text)
  if (notNull) return { ...(notNull[1] && { table: notNull[1] }), columns: [notNull[2]!] }
  const check = /CHECK constraint failed on table (\S+)/.exec(text)
  if (check) return { table: check[1]! }
  const key = /key "([^"]*: [^"]*)"/.exec(text)
  return key ? { columns: key[1]!.split(', ').flatMap((part) => part.match(/^([^:]+): /)?.[1] ?? []) } : {}
}

/** The driver's error as one of ours; ours pass unchanged. */
export function classifyError(error: unknown, sql?: string, parameters?: unknown): DatabaseError {
  if (error instanceof DatabaseError) return error
  const text = error instanceof Error ? error.message : String(error)
  const rule = rules.find(({ pattern }) => pattern.test(text))
  const code = rule?.code ?? 'unknown'
  const hint = advice[code]
  const message = hint ? `${text}\n${hint}` : text
  if (rule?.constraint) {
    return new ConstraintError(message, {
      code,
      cause: error,
      sql,
      constraint: rule.constraint,
      ...constraintPlace(text),
    })
  }
  if (code === 'conflict') return new ConflictError(message, { code, cause: error, sql, parameters })
  const pid = code === 'locked' ? /PID (\d+)/.exec(text)?.[1] : undefined
  return new DatabaseError(message, {
    code,
    cause: error,
    sql,
    parameters,
    pid: pid ? Number(pid) : undefined,
  })
}
