const transactionStart = /(^|;)\s*(BEGIN|START\s+TRANSACTION)\b/i
const transactionEnd = /(^|;)\s*(COMMIT|ROLLBACK|END|ABORT)\b/i
const sessionState =
  /(^|;)\s*(SET|RESET|USE|ATTACH|DETACH|PRAGMA|PREPARE|EXECUTE|DEALLOCATE|LOAD|INSTALL|CREATE\s+(OR\s+REPLACE\s+)?TEMP(ORARY)?)\b/i
const definition = /(^|;)\s*(CREATE|ALTER|DROP|TRUNCATE|COMMENT\s+ON)\b/i
const write = /(^|;)\s*(INSERT|UPDATE|DELETE|MERGE|COPY|TRUNCATE|WITH\b[\s\S]*\b(INSERT|UPDATE|DELETE))\b/i
const comments = /--[^\n]*|\/\*[\s\S]*?\*\//g

/** What a statement's text shows without DuckDB: enough to tell what binds to one connection. */
export function statementKind(
  sql: string,
): 'transaction' | 'session-state' | 'definition' | 'write' | 'other' {
  const text = sql.replace(comments, ' ').trim()
  if (transactionStart.test(text) || transactionEnd.test(text)) return 'transaction'
  if (sessionState.test(text)) return 'session-state'
  if (definition.test(text)) return 'definition'
  return write.test(text) ? 'write' : 'other'
}

/** True for SQL that is part of a transaction or sets up a session: the connection that runs it is not any other's. */
export function bindsToConnection(sql: string): boolean {
  return /^(transaction|session-state)$/.test(statementKind(sql))
}

/** True for `BEGIN; …; COMMIT` in one text: no other call has a part in the transaction. */
export function isWholeTransaction(sql: string): boolean {
  const text = sql.replace(comments, ' ').trim().replace(/;$/, '')
  const inner =
    /^(?:BEGIN(?:\s+TRANSACTION)?|START\s+TRANSACTION)\s*;([\s\S]*);\s*(?:COMMIT|END)(?:\s+TRANSACTION)?\s*$/i.exec(
      text,
    )?.[1]
  return inner !== undefined && !transactionStart.test(inner) && !transactionEnd.test(inner)
}
