import { cannotFail } from './aggregate-select.js'
import { assignedColumns, insertedColumns, nameOf, targetOf } from './batched-write.js'
import { clause, type SqlToken, sqlTokens } from './clauses.js'
import type { SqlAnalyzer } from './sql-analyzer.js'
import type { TableFacts } from './table-facts.js'

/** What a statement's parameter may be given. */
export interface GivenType {
  /** In TypeScript. */
  readonly type: string
  /** The type DuckDB expects. */
  readonly inferred: string | undefined
}

const number = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|DECIMAL.*)$/
const literal = /^('.*'|\d+(\.\d+)?|NULL|TRUE|FALSE)$/s

/**
 * True when no value that the types allow lets the database refuse an INSERT, UPDATE or DELETE: no constraint and
 * no conversion stands in the way, so that a write is made whatever becomes of others beside it.
 */
export function cannotBeRefused(analyzer: SqlAnalyzer, sql: string, given: readonly GivenType[]): boolean {
  const tokens = sqlTokens(sql.trim().replace(/;\s*$/, ''))
  const facts = analyzer.factsOf(targetOf(tokens))
  if (!facts || facts.isReferredTo || !cannotFail(sql)) return false
  const compared = given.every(({ type, inferred }) => isComparable(type, inferred))
  switch (tokens[0]?.text) {
    case 'DELETE':
      return compared
    case 'UPDATE':
      return !facts.hasChecks && compared && setsPlainly(facts, tokens, given)
    case 'INSERT':
      return !facts.hasChecks && insertsPlainly(facts, tokens, given)
    default:
      return false
  }
}

function isComparable(type: string, inferred: string | undefined): boolean {
  const members = membersOf(type)
  if (members.length !== 1 || inferred === undefined) return false
  if (members[0] === 'number' || members[0] === 'bigint') return number.test(inferred)
  return isColumnOf(members[0]!, inferred)
}

/** A column takes every value of the type as it is. */
function isColumnOf(type: string, column: string | undefined): boolean {
  return { string: 'VARCHAR', number: 'DOUBLE', boolean: 'BOOLEAN', Date: 'TIMESTAMP' }[type] === column
}

function membersOf(type: string): string[] {
  return type
    .split('|')
    .map((member) => member.trim())
    .filter((member) => member !== 'null' && member !== 'undefined')
}

/** One value goes into one column, and nothing that the table asks for can be missed. */
function fits(facts: TableFacts, column: string, value: SqlToken, given: GivenType | undefined): boolean {
  const type = facts.types.get(column)
  const isRequired = facts.required.has(column)
  if (facts.referring.has(column) || type === undefined) return false
  if (value.text === '?') {
    const members = given ? membersOf(given.type) : []
    const canBeNull = given ? /\b(null|undefined)\b/.test(given.type) : true
    return members.length === 1 && isColumnOf(members[0]!, type) && !(isRequired && canBeNull)
  }
  if (!literal.test(value.text) || (isRequired && value.text === 'NULL')) return false
  if (/^'/.test(value.text)) return type === 'VARCHAR'
  return /^\d/.test(value.text) ? type === 'DOUBLE' || type === 'INTEGER' : true
}

function setsPlainly(facts: TableFacts, tokens: readonly SqlToken[], given: readonly GivenType[]): boolean {
  const where = clause(tokens, 'WHERE')
  const set = clause(tokens, 'SET')
  if (!where || !set) return false
  const parts = splitAtCommas(tokens.filter(({ start }) => start > set.start && start < where.start))
  let placeholder = 0
  const fit = parts.every((part) => {
    const value = part.at(-1)!
    const isPlain = part.length === 3 && part[1]!.text === '='
    const type = value.text === '?' ? given[placeholder++] : undefined
    return isPlain && fits(facts, nameOf(part[0]), value, type)
  })
  return fit && !assignedColumns(tokens, where).some((column) => facts.uniqueColumns.has(column))
}

/** `INSERT OR IGNORE` passes over rows that are there; other inserts need a table that takes every row. */
function insertsPlainly(
  facts: TableFacts,
  tokens: readonly SqlToken[],
  given: readonly GivenType[],
): boolean {
  const values = clause(tokens, 'VALUES')
  const into = clause(tokens, 'INTO')
  const columns = insertedColumns(tokens)
  if (!values || !into || !columns) return false
  const ignores = tokens.slice(0, tokens.indexOf(into)).some(({ text }) => text === 'IGNORE')
  if (facts.uniqueColumns.size > 0 && !ignores) return false
  if ([...facts.required].some((column) => !columns.includes(column) && !facts.defaults.has(column)))
    return false
  const rows = tokens.slice(tokens.indexOf(values) + 2, -1)
  const parts = splitAtCommas(rows, 1)
  let placeholder = 0
  return (
    parts.length === columns.length &&
    parts.every(([value, ...more], index) => {
      const type = value?.text === '?' ? given[placeholder++] : undefined
      return value !== undefined && more.length === 0 && fits(facts, columns[index]!, value, type)
    })
  )
}

function splitAtCommas(tokens: readonly SqlToken[], depth = 0): SqlToken[][] {
  const parts: SqlToken[][] = [[]]
  for (const token of tokens) {
    if (token.text === ',' && token.depth === depth) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}
