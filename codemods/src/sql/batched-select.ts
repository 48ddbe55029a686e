import { clause, replacePlaceholders, sqlTokens } from './clauses.js'
import type { SqlAnalyzer } from './sql-analyzer.js'

export interface BatchedSql {
  readonly sql: string
  /** For each new parameter, which of the old ones it carries (from 0), and whether as a list. */
  readonly parameters: readonly { readonly of: number; readonly isList: boolean }[]
}

export type NotBatched = 'order-unknown' | 'unfamiliar-select'

/**
 * One query that answers a SELECT for each value of its varying parameters: `batch_position` says for which.
 * The SELECT itself stays as it is, inside a LATERAL, so that it means the same for each value.
 */
export async function batchedSelect(
  analyzer: SqlAnalyzer,
  sql: string,
  varying: ReadonlyMap<number, string>,
): Promise<BatchedSql | NotBatched> {
  const text = sql.trim().replace(/;\s*$/, '')
  const tokens = sqlTokens(text)
  if (tokens[0]?.text !== 'SELECT') return 'unfamiliar-select'
  if (clause(tokens, 'UNION', 'INTERSECT', 'EXCEPT', 'QUALIFY', 'WINDOW')) return 'unfamiliar-select'
  if (tokens.some((candidate) => /^BATCH_|^BATCH$/.test(candidate.text))) return 'unfamiliar-select'
  const fixed = [...Array(parameterCount(tokens)).keys()].filter((index) => !varying.has(index))
  const lists = [...varying.keys()].sort((a, b) => a - b)
  const parameters = [
    ...fixed.map((of) => ({ of, isList: false })),
    ...lists.map((of) => ({ of, isList: true })),
  ]
  const columns = lists.map(
    (of, index) => `unnest($${fixed.length + index + 1}::${varying.get(of)!}[]) AS batch_${index + 1}`,
  )
  const values = `SELECT ${columns.join(', ')}, generate_subscripts($${fixed.length + 1}::${varying.get(lists[0]!)!}[], 1) AS batch_position`
  for (const ordered of orderings(text)) {
    const inner = replacePlaceholders(ordered.sql, (number) => {
      const list = lists.indexOf(number - 1)
      return list >= 0 ? `batch_${list + 1}` : `$${fixed.indexOf(number - 1) + 1}`
    })
    const found = ordered.hasOrder ? 'found.* EXCLUDE (batch_order)' : 'found.*'
    const order = ordered.hasOrder ? 'batch_position, batch_order' : 'batch_position'
    const batched = `SELECT batch_position, ${found}\nFROM (${values}) AS batch,\nLATERAL (${inner}) AS found\nORDER BY ${order}`
    if (await isSound(analyzer, sql, batched)) return { sql: batched, parameters }
  }
  return 'order-unknown'
}

interface Ordering {
  readonly sql: string
  readonly hasOrder: boolean
}

/** The SELECT with its own order as a column, from the surest to what may do. */
function orderings(sql: string): Ordering[] {
  const tokens = sqlTokens(sql)
  const order = clause(tokens, 'ORDER')
  const isGrouped = clause(tokens, 'GROUP', 'HAVING') !== undefined
  const isDistinct = tokens[1]?.text === 'DISTINCT'
  const from = clause(tokens, 'FROM')
  const isAggregate = !isGrouped && isOneAggregate(sql)
  if (isAggregate && !order) return [{ sql, hasOrder: false }]
  if (!from || isDistinct) return []
  const by = order && tokens[tokens.indexOf(order) + 1]
  const terms = by && sql.slice(by.end, endOfOrder(sql, by.end)).trim()
  if (order && (!terms || /^(ALL|\d+)\b|,\s*\d+\b/i.test(terms))) return []
  if (!order && (isGrouped || clause(tokens, 'LIMIT', 'OFFSET'))) return []
  const withColumn = (by: string): Ordering => ({
    sql: `${sql.slice(0, from.start).trimEnd()}, row_number() OVER (ORDER BY ${by}) AS batch_order ${sql.slice(from.start)}`,
    hasOrder: true,
  })
  const candidates = isGrouped ? [] : [withColumn(terms ? `${terms}, rowid` : 'rowid')]
  return terms ? [...candidates, withColumn(terms)] : candidates
}

function endOfOrder(sql: string, from: number): number {
  const after = sqlTokens(sql).find(
    ({ depth, start, text }) => depth === 0 && start > from && (text === 'LIMIT' || text === 'OFFSET'),
  )
  return after?.start ?? sql.length
}

const aggregates =
  /^(count|sum|max|min|avg|total|any_value|bool_or|bool_and|string_agg|list|array_agg|median|stddev|variance)$/i

/** `SELECT count(*) …`: every column an aggregate, so that exactly one row comes, whatever the value. */
function isOneAggregate(sql: string): boolean {
  const tokens = sqlTokens(sql)
  const from = clause(tokens, 'FROM')
  const list = tokens.filter(({ start }) => start > tokens[0]!.start && (!from || start < from.start))
  let isStart = true
  for (const { text, depth } of list) {
    if (depth !== 0) continue
    if (isStart && !aggregates.test(text)) return false
    isStart = text === ','
  }
  return list.length > 0
}

/** DuckDB binds it, and its columns are those of the SELECT behind `batch_position`. */
async function isSound(analyzer: SqlAnalyzer, sql: string, batched: string): Promise<boolean> {
  const single = await analyzer.analyze(sql)
  // DuckDB tells no columns while it does not know the list that unnest is given.
  const many = await analyzer.analyze(batched.replaceAll(/\$\d+::(\w+)\[\]/g, '[NULL]::$1[]'))
  if (!single.ok || !many.ok || !many.columnsKnown) return false
  const names = many.columns.map((column) => column.name)
  return (
    names[0] === 'batch_position' &&
    names.slice(1).join() === single.columns.map((column) => column.name).join()
  )
}

function parameterCount(tokens: readonly { readonly text: string }[]): number {
  const marks = tokens.filter(({ text }) => text === '?').length
  const numbers = tokens.flatMap(({ text }) => (/^\$\d+$/.test(text) ? [Number(text.slice(1))] : []))
  return Math.max(marks, 0, ...numbers)
}
