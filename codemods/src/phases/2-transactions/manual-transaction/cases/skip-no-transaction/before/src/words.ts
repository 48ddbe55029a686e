/** Begins, commits and rolls back nothing. */
export function explain(verb: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): string {
  return `${verb} is a statement of SQL.`
}
