import type { BatchedSql } from './batched-select.js'
import { clause, replacePlaceholders, type SqlToken, sqlTokens } from './clauses.js'
import type { SqlAnalyzer } from './sql-analyzer.js'
import { type TableFacts, timeFunctions } from './table-facts.js'

export interface BatchedWrite extends BatchedSql {
  /** Parameters (from 0) that must differ between the writes; empty when it does not matter. */
  readonly distinct: readonly number[]
}

export type NotWrittenTogether = 'unfamiliar-write' | 'own-time'

export interface BatchedWriteOptions {
  /** Types of the lists, by parameter (from 0). */
  readonly varying: ReadonlyMap<number, string>
  /** True where all writes see the same time anyway: inside one transaction. */
  readonly sharesTime: boolean
}

/**
 * One statement that writes what an INSERT, UPDATE or DELETE writes for each value of its varying parameters.
 * A reason when the statements, one after the other, could do anything else than this one.
 */
export async function batchedWrite(
  analyzer: SqlAnalyzer,
  sql: string,
  { varying, sharesTime }: BatchedWriteOptions,
): Promise<BatchedWrite | NotWrittenTogether> {
  const text = sql.trim().replace(/;\s*$/, '')
  const tokens = sqlTokens(text)
  if (tokens.some(({ text: word }) => /^(SELECT|RETURNING|CONFLICT|UNION|BATCH|BATCH_\d+)$/.test(word)))
    return 'unfamiliar-write'
  const target = targetOf(tokens)
  const facts = analyzer.factsOf(target)
  if (!facts || facts.references.has(target)) return 'unfamiliar-write'
  if (!sharesTime && notesTime(text, tokens, facts)) return 'own-time'
  const fixed = [...Array(tokens.filter((token) => isPlaceholder(token)).length).keys()].filter(
    (n) => !varying.has(n),
  )
  const lists = [...varying.keys()].sort((a, b) => a - b)
  if (tokens.some(({ text: word }) => /^\$/.test(word))) return 'unfamiliar-write'
  const columns = lists.map(
    (of, index) => `unnest($${fixed.length + index + 1}::${varying.get(of)!}[]) AS batch_${index + 1}`,
  )
  const batch = `(SELECT ${columns.join(', ')}) AS batch`
  const found = statementOver(facts, text, tokens, varying)
  if (!found || (facts.hasCollation && found.distinct.length > 0)) return 'unfamiliar-write'
  const batched = replacePlaceholders(found.sql, (number) => {
    const list = lists.indexOf(number - 1)
    return list >= 0 ? `batch_${list + 1}` : `$${fixed.indexOf(number - 1) + 1}`
  }).replace(batchMark, batch)
  const checked = await analyzer.analyze(batched.replaceAll(/\$\d+::(\w+)\[\]/g, '[NULL]::$1[]'))
  if (!checked.ok) return 'unfamiliar-write'
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

/** The name of the table that is written, without its schema and quotes. */
export function targetOf(tokens: readonly SqlToken[]): string {
  const word = tokens[0]?.text === 'UPDATE' ? tokens[0] : clause(tokens, 'INTO', 'FROM')
  let index = word ? tokens.indexOf(word) + 1 : 0
  while (tokens[index + 1]?.text === '.') index += 2
  return nameOf(tokens[index])
}

export function nameOf(token: SqlToken | undefined): string {
  return (token?.text ?? '').replace(/^"|"$/g, '').toLowerCase()
}

/** True when every write would note its own time: written by the statement, or by a column's default. */
function notesTime(sql: string, tokens: readonly SqlToken[], facts: TableFacts): boolean {
  if (timeFunctions.test(sql.replace(/'(?:[^']|'')*'/g, "''"))) return true
  if (tokens[0]?.text !== 'INSERT') return false
  const given = insertedColumns(tokens)
  return [...facts.timeDefaults].some((column) => given !== undefined && !given.includes(column))
}

/** The columns between INTO and VALUES, in lower case; undefined where none are named. */
export function insertedColumns(tokens: readonly SqlToken[]): string[] | undefined {
  const values = clause(tokens, 'VALUES')
  const open = tokens.find(({ text, depth }) => text === '(' && depth === 0)
  if (!values || !open || open.start > values.start) return undefined
  return tokens
    .filter(
      ({ start, depth, text }) => start > open.start && start < values.start && depth === 1 && text !== ',',
    )
    .map(nameOf)
}

function statementOver(
  facts: TableFacts,
  sql: string,
  tokens: readonly SqlToken[],
  varying: ReadonlyMap<number, string>,
): { readonly sql: string; readonly distinct: readonly number[] } | undefined {
  const [first] = tokens
  if (first?.text === 'INSERT') return insertOver(facts, sql, tokens)
  if (first?.text !== 'UPDATE' && first?.text !== 'DELETE') return undefined
  const where = clause(tokens, 'WHERE')
  if (!where || clause(tokens, 'FROM', 'USING')?.text === 'USING') return undefined
  if (first.text === 'UPDATE' && clause(tokens, 'FROM')) return undefined
  const conditions = tokens.filter(({ start }) => start > where.start)
  if (conditions.some(({ text }) => text === 'OR' || text === 'NOT')) return undefined
  const keys = equalities(tokens, where).filter((number) => varying.has(number))
  if (keys.length === 0) return undefined
  if (first.text === 'UPDATE') {
    const assigned = assignedColumns(tokens, where)
    if (assigned.some((column) => conditions.some((token) => nameOf(token) === column))) return undefined
    if (assigned.some((column) => facts.uniqueColumns.has(column))) return undefined
  }
  const word = first.text === 'UPDATE' ? 'FROM' : 'USING'
  return {
    sql: `${sql.slice(0, where.start).trimEnd()}\n${word} ${batchMark}\n${sql.slice(where.start)}`,
    distinct: first.text === 'UPDATE' ? keys : [],
  }
}

/** `INSERT INTO t (a, b) VALUES (?, ?)`, one row and nothing behind it. */
function insertOver(
  facts: TableFacts,
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
  const distinct = replaces ? keyParameters(facts, tokens, after.slice(1, -1)) : []
  if (!distinct) return undefined
  return { sql: `${sql.slice(0, values.start).trimEnd()}\nSELECT ${inner}\nFROM ${batchMark}`, distinct }
}

/** The placeholders that the table's primary key gets. */
function keyParameters(
  { primaryKey }: TableFacts,
  tokens: readonly SqlToken[],
  values: readonly SqlToken[],
): number[] | undefined {
  const columns = insertedColumns(tokens)
  if (!columns || primaryKey.length === 0) return undefined
  let position = 0
  let placeholder = 0
  const byColumn = new Map<string, number>()
  for (const token of values) {
    if (token.text === ',' && token.depth === 1) position += 1
    if (!isPlaceholder(token)) continue
    if (token.depth === 1) byColumn.set(columns[position]!, placeholder)
    placeholder += 1
  }
  const parameters = primaryKey.map((column) => byColumn.get(column))
  return parameters.every((parameter) => parameter !== undefined) ? (parameters as number[]) : undefined
}

/** Numbers (from 0) of the placeholders in `column = ?` that must hold. */
function equalities(tokens: readonly SqlToken[], where: SqlToken): number[] {
  const found: number[] = []
  let number = -1
  tokens.forEach((token, index) => {
    if (!isPlaceholder(token)) return
    number += 1
    let column = index - 2
    while (tokens[column - 1]?.text === '.') column -= 2
    const next = tokens[index + 1]
    if (
      token.start > where.start &&
      token.depth === 0 &&
      tokens[index - 1]?.text === '=' &&
      /^["A-Z_]/.test(tokens[index - 2]?.text ?? '') &&
      /^(WHERE|AND)$/.test(tokens[column - 1]?.text ?? '') &&
      (!next || next.text === 'AND')
    )
      found.push(number)
  })
  return found
}

/** The columns that are set: one write could change what the next one finds by them. */
export function assignedColumns(tokens: readonly SqlToken[], where: SqlToken): string[] {
  const set = clause(tokens, 'SET')!
  return tokens.flatMap((token, index) => {
    const isTarget =
      token.text === '=' && token.depth === 0 && token.start > set.start && token.start < where.start
    return isTarget ? [nameOf(tokens[index - 1])] : []
  })
}
