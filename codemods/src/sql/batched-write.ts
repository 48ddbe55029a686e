import type { BatchedSql } from './batched-select.js'
import { clause, replacePlaceholders, type SqlToken, sqlTokens } from './clauses.js'
import type { SqlAnalyzer } from './sql-analyzer.js'

export interface BatchedWrite extends BatchedSql {
  /** Parameters (from 0) that must differ between the writes; empty when it does not matter. */
  readonly distinct: readonly number[]
}

/**
 * One statement that writes what an INSERT, UPDATE or DELETE writes for each value of its varying parameters.
 * Undefined when the statements, one after the other, could do anything else than this one.
 */
export async function batchedWrite(
  analyzer: SqlAnalyzer,
  sql: string,
  varying: ReadonlyMap<number, string>,
): Promise<BatchedWrite | undefined> {
  const text = sql.trim().replace(/;\s*$/, '')
  const tokens = sqlTokens(text)
  if (tokens.some(({ text: word }) => /^(SELECT|RETURNING|CONFLICT|UNION|BATCH|BATCH_\d+)$/.test(word)))
    return undefined
  const fixed = [...Array(tokens.filter((token) => isPlaceholder(token)).length).keys()].filter(
    (n) => !varying.has(n),
  )
  const lists = [...varying.keys()].sort((a, b) => a - b)
  if (tokens.some(({ text: word }) => /^\$/.test(word))) return undefined
  const columns = lists.map(
    (of, index) => `unnest($${fixed.length + index + 1}::${varying.get(of)!}[]) AS batch_${index + 1}`,
  )
  const batch = `(SELECT ${columns.join(', ')}) AS batch`
  const found = statementOver(analyzer, text, tokens, varying)
  if (!found) return undefined
  const batched = replacePlaceholders(found.sql, (number) => {
    const list = lists.indexOf(number - 1)
    return list >= 0 ? `batch_${list + 1}` : `$${fixed.indexOf(number - 1) + 1}`
  }).replace(batchMark, batch)
  const checked = await analyzer.analyze(batched.replaceAll(/\$\d+::(\w+)\[\]/g, '[NULL]::$1[]'))
  if (!checked.ok) return undefined
  return {
    sql: batched,
    distinct: found.distinct,
    parameters: [...fixed.map((of) => ({ of, isList: false })), ...lists.map((of) => ({ of, isList: true }))],
  }
}

const batchMark = '\u0001'

function isPlaceholder({ text }: SqlToken): boolean {
  return text === '?'
}

function statementOver(
  analyzer: SqlAnalyzer,
  sql: string,
  tokens: readonly SqlToken[],
  varying: ReadonlyMap<number, string>,
): { readonly sql: string; readonly distinct: readonly number[] } | undefined {
  const [first] = tokens
  if (first?.text === 'INSERT') return insertOver(analyzer, sql, tokens)
  if (first?.text !== 'UPDATE' && first?.text !== 'DELETE') return undefined
  const where = clause(tokens, 'WHERE')
  if (!where || clause(tokens, 'FROM', 'USING')?.text === 'USING') return undefined
  if (first.text === 'UPDATE' && clause(tokens, 'FROM')) return undefined
  const conditions = tokens.filter(({ start }) => start > where.start)
  if (conditions.some(({ text }) => text === 'OR' || text === 'NOT')) return undefined
  const keys = equalities(tokens, where).filter((number) => varying.has(number))
  if (keys.length === 0) return undefined
  if (first.text === 'UPDATE' && touchesItsCondition(tokens, where)) return undefined
  const word = first.text === 'UPDATE' ? 'FROM' : 'USING'
  return {
    sql: `${sql.slice(0, where.start)}${word} ${batchMark} ${sql.slice(where.start)}`,
    distinct: first.text === 'UPDATE' ? keys : [],
  }
}

/** `INSERT INTO t (a, b) VALUES (?, ?)`, one row and nothing behind it. */
function insertOver(
  analyzer: SqlAnalyzer,
  sql: string,
  tokens: readonly SqlToken[],
): { readonly sql: string; readonly distinct: readonly number[] } | undefined {
  const values = clause(tokens, 'VALUES')
  const into = clause(tokens, 'INTO')
  if (!values || !into) return undefined
  const after = tokens.slice(tokens.indexOf(values) + 1)
  const close = after.findIndex(({ text, depth }) => text === ')' && depth === 0)
  if (after[0]?.text !== '(' || close !== after.length - 1) return undefined
  const inner = sql.slice(after[0].end, after[close]!.start)
  const replaces = tokens.slice(0, tokens.indexOf(into)).some(({ text }) => text === 'REPLACE')
  const distinct = replaces ? keyParameters(analyzer, sql, tokens, into, after.slice(1, -1)) : []
  if (!distinct) return undefined
  return { sql: `${sql.slice(0, values.start)}SELECT ${inner} FROM ${batchMark}`, distinct }
}

/** The placeholders that the table's primary key gets. */
function keyParameters(
  analyzer: SqlAnalyzer,
  sql: string,
  tokens: readonly SqlToken[],
  into: SqlToken,
  values: readonly SqlToken[],
): number[] | undefined {
  const name = tokens[tokens.indexOf(into) + 1]
  const open = tokens[tokens.indexOf(into) + 2]
  if (!name || open?.text !== '(') return undefined
  const end = tokens.find(({ text, depth, start }) => text === ')' && depth === 0 && start > open.start)!
  const columns = sql
    .slice(open.end, end.start)
    .split(',')
    .map((column) => column.trim().toLowerCase())
  const key = analyzer.primaryKey(sql.slice(name.start, name.end))
  if (key.length === 0) return undefined
  let position = 0
  let placeholder = 0
  const byColumn = new Map<string, number>()
  for (const token of values) {
    if (token.text === ',' && token.depth === 1) position += 1
    if (!isPlaceholder(token)) continue
    if (token.depth === 1) byColumn.set(columns[position]!, placeholder)
    placeholder += 1
  }
  const parameters = key.map((column) => byColumn.get(column))
  return parameters.every((parameter) => parameter !== undefined) ? (parameters as number[]) : undefined
}

/** Numbers (from 0) of the placeholders in `column = ?` that must hold. */
function equalities(tokens: readonly SqlToken[], where: SqlToken): number[] {
  const found: number[] = []
  let number = -1
  tokens.forEach((token, index) => {
    if (!isPlaceholder(token)) return
    number += 1
    const [column, equals, next] = [tokens[index - 2], tokens[index - 1], tokens[index + 1]]
    const before = tokens[index - 3]
    const isAlone = !next || next.text === 'AND'
    const isColumn = column !== undefined && /^[A-Z_]\w*$/.test(column.text)
    if (
      token.start > where.start &&
      token.depth === 0 &&
      equals?.text === '=' &&
      isColumn &&
      isAlone &&
      /^(WHERE|AND)$/.test(before?.text ?? '')
    )
      found.push(number)
  })
  return found
}

/** True when a column that is set is also asked for: one write could then change what the next one finds. */
function touchesItsCondition(tokens: readonly SqlToken[], where: SqlToken): boolean {
  const set = clause(tokens, 'SET')!
  const assigned = new Set<string>()
  tokens.forEach((token, index) => {
    const isTarget =
      token.text === '=' && token.depth === 0 && token.start > set.start && token.start < where.start
    if (isTarget) assigned.add(tokens[index - 1]!.text)
  })
  return tokens.some(({ text, start }) => start > where.start && assigned.has(text))
}
