import { clause, placeholderCount, sqlTokens } from './clauses.js'
import type { SqlAnalyzer } from './sql-analyzer.js'

const harmlessFunctions =
  /^(COUNT|SUM|MIN|MAX|AVG|COALESCE|NULLIF|IFNULL|LOWER|UPPER|TRIM|LENGTH|CONCAT|ROW_NUMBER|ANY_VALUE|IN|EXISTS|OVER|AND|OR|NOT|ON|USING|AS|FROM|WHERE|VALUES|SELECT|BY|THEN|ELSE|WHEN|JOIN|NOW)$/

/** True when no row can make the query fail, so that it does not matter which columns are worked out. */
export function cannotFail(sql: string): boolean {
  const tokens = sqlTokens(sql)
  return tokens.every(({ text }, index) => {
    if (text === ':' || text === 'CAST' || text === '/' || text === '%') return false
    return tokens[index + 1]?.text !== '(' || !/^[A-Z_]\w*$/.test(text) || harmlessFunctions.test(text)
  })
}

/** How a further parameter behind the statement's own is written; undefined where they are named. */
export function nextPlaceholder(sql: string): ((number: number) => string) | undefined {
  const tokens = sqlTokens(sql)
  if (tokens.some(({ text }) => /^\$[A-Z_a-z]/.test(text))) return undefined
  const isNumbered = tokens.some(({ text }) => /^\$\d/.test(text))
  const own = placeholderCount(sql)
  return (number) => (isNumbered ? `$${own + number}` : '?')
}

/** The query as a table to select from. */
export function asTable(sql: string): string {
  return `(${sql.trim().replace(/;\s*$/, '')}) AS found`
}

/**
 * The query cut to the first rows by a column, ties in the order the query gives; undefined where that order is not
 * the table's own.
 */
export async function topOfSelect(
  analyzer: SqlAnalyzer,
  sql: string,
  { by, limit }: { readonly by: string; readonly limit: number },
): Promise<string | undefined> {
  const text = sql.trim().replace(/;\s*$/, '')
  const tokens = sqlTokens(text)
  if (tokens[0]?.text !== 'SELECT' || tokens[1]?.text === 'DISTINCT') return undefined
  if (
    clause(tokens, 'UNION', 'INTERSECT', 'EXCEPT', 'QUALIFY', 'WINDOW', 'LIMIT', 'OFFSET', 'GROUP', 'HAVING')
  )
    return undefined
  const order = clause(tokens, 'ORDER')
  const terms = order && text.slice(tokens[tokens.indexOf(order) + 1]!.end).trim()
  if (order && (!terms || /^(ALL|\d+)\b|,\s*\d+\b/i.test(terms))) return undefined
  const body = order ? text.slice(0, order.start).trimEnd() : text
  const cut = `${body} ORDER BY ${by}, ${terms ? `${terms}, ` : ''}rowid LIMIT ${limit}`
  const [before, after] = [await analyzer.analyze(sql), await analyzer.analyze(cut)]
  return before.ok && after.ok && before.columns.length === after.columns.length ? cut : undefined
}
