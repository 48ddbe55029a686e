import type { CommittedWrite } from '../events/database-events.js'
import { classifyStatements } from '../sql/statement-class.js'
import { parseTablePath } from '../sql/table-path.js'
import { isWord, type Token, tokensOf } from '../sql/tokens.js'

/** The tables that committed statements wrote, by name without schema, in lower case; `all` when that is not certain. */
export function writtenTables(writes: readonly CommittedWrite[]): ReadonlySet<string> | 'all' {
  const tables = new Set<string>()
  for (const { sql, tables: known } of writes) {
    const written = known ? known.map((name) => generationName(name)) : tablesOf(sql)
    if (written === 'all') return 'all'
    for (const table of written) tables.add(table)
  }
  return tables
}

/** What a table is called among the generations: tables of one name in several schemas share theirs. */
export function generationName(table: string): string {
  return parseTablePath(table).table.toLowerCase()
}

const answers = new Map<string, readonly string[] | 'all'>()
const mostAnswers = 2_000
const longestKeptText = 20_000

function tablesOf(sql: string): readonly string[] | 'all' {
  let tables = answers.get(sql)
  if (!tables) {
    tables = parse(sql)
    if (answers.size >= mostAnswers) answers.clear()
    if (sql.length <= longestKeptText) answers.set(sql, tables)
  }
  return tables
}

function parse(sql: string): readonly string[] | 'all' {
  const kinds = classifyStatements(sql)
  const statements = splitStatements([...tokensOf(sql)])
  if (statements.length !== kinds.length) return 'all'
  const tables: string[] = []
  for (const [index, statement] of statements.entries()) {
    const kind = kinds[index]!
    // Definitions change what other statements mean; settings reach everywhere.
    if (kind === 'definition' || kind === 'setting' || kind === 'session') return 'all'
    if (kind !== 'write') continue
    const target = targetOf(statement)
    if (target === undefined) return 'all'
    if (target !== 'none') tables.push(target)
  }
  return tables
}

function splitStatements(tokens: readonly Token[]): Token[][] {
  const statements: Token[][] = [[]]
  for (const token of tokens) {
    if (token.text === ';') statements.push([])
    else statements.at(-1)!.push(token)
  }
  return statements.filter((statement) => statement.length > 0)
}

/** What stands between the verb and the table. */
const fillers = new Set('OR REPLACE IGNORE ABORT FAIL ROLLBACK INTO FROM TABLE ONLY'.split(' '))
const verbs = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE', 'TRUNCATE', 'COPY'])
const harmless = new Set(['CHECKPOINT', 'VACUUM', 'ANALYZE', 'EXPORT'])

/** DuckDB refuses writes into views, so the table that is named is the one that is written. */
function targetOf(statement: readonly Token[]): string | 'none' | undefined {
  let depth = 0
  for (const [index, { text }] of statement.entries()) {
    if (text === '(') depth += 1
    if (text === ')') depth -= 1
    const word = text.toUpperCase()
    if (index === 0 && harmless.has(word)) return 'none'
    if (depth > 0 || !verbs.has(word)) continue
    const name = nameAfter(statement, index + 1)
    // `COPY table TO 'file'` and `COPY (query) TO 'file'` only read.
    if (word === 'COPY') return isCopyFrom(statement, index) ? name : 'none'
    return name
  }
  return undefined
}

function nameAfter(statement: readonly Token[], from: number): string | undefined {
  let index = from
  while (fillers.has(statement[index]?.text.toUpperCase() ?? '') && statement[index + 1]?.text !== '.')
    index += 1
  let path = ''
  for (; index < statement.length; index += 2) {
    const { text } = statement[index]!
    if (!isWord(text) && !text.startsWith('"')) return undefined
    path += text
    if (statement[index + 1]?.text !== '.') return generationName(path)
    path += '.'
  }
  return undefined
}

function isCopyFrom(statement: readonly Token[], copy: number): boolean {
  let depth = 0
  for (const { text } of statement.slice(copy + 1)) {
    if (text === '(') depth += 1
    if (text === ')') depth -= 1
    if (depth > 0) continue
    const word = text.toUpperCase()
    if (word === 'FROM') return true
    if (word === 'TO') return false
  }
  return true
}
