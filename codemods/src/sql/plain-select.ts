import { cannotFail } from './aggregate-select.js'
import { clause, type SqlToken, sqlTokens } from './clauses.js'
import type { SqlAnalyzer } from './sql-analyzer.js'

/** A SELECT of columns of one table, taken apart. */
interface PlainSelect {
  readonly text: string
  readonly items: readonly SelectedItem[]
  /** From FROM on. */
  readonly rest: string
  /** The same without its ORDER BY. */
  readonly unordered: string
  /** What it is ordered by; absent without ORDER BY. */
  readonly terms: string | undefined
  readonly isCut: boolean
}

interface SelectedItem {
  readonly name: string
  readonly text: string
  /** False for an expression. */
  readonly isColumn: boolean
}

const combining = ['UNION', 'INTERSECT', 'EXCEPT', 'QUALIFY', 'WINDOW', 'GROUP', 'HAVING', 'JOIN', 'USING']

function plainSelect(sql: string, columns: readonly string[]): PlainSelect | undefined {
  const text = sql.trim().replace(/;\s*$/, '')
  const tokens = sqlTokens(text)
  const from = clause(tokens, 'FROM')
  if (tokens[0]?.text !== 'SELECT' || tokens[1]?.text === 'DISTINCT' || !from) return undefined
  if (clause(tokens, ...combining)) return undefined
  const order = clause(tokens, 'ORDER')
  const cut = clause(tokens, 'LIMIT', 'OFFSET')
  const source = tokens.slice(tokens.indexOf(from) + 1)
  const condition = clause(source, 'WHERE', 'ORDER', 'LIMIT', 'OFFSET')
  const isOneTable = !source.some(
    (token) => token.text === ',' && token.depth === 0 && (!condition || token.start < condition.start),
  )
  const terms = order && text.slice(tokens[tokens.indexOf(order) + 1]!.end, cut?.start).trim()
  if (!isOneTable || (order && (!terms || /^(ALL|\d+)\b|,\s*\d+\b/i.test(terms)))) return undefined
  const listed = itemsOf(text, tokens.slice(1, tokens.indexOf(from)), columns)
  return (
    listed && {
      text,
      items: listed,
      rest: text.slice(from.start),
      unordered: text.slice(from.start, order?.start).trimEnd(),
      terms,
      isCut: cut !== undefined,
    }
  )
}

function itemsOf(
  text: string,
  tokens: readonly SqlToken[],
  columns: readonly string[],
): SelectedItem[] | undefined {
  if (tokens.length === 1 && tokens[0]!.text === '*')
    return columns.map((name) => ({ name, text: quotedName(name), isColumn: true }))
  const parts: SqlToken[][] = [[]]
  for (const token of tokens) {
    if (token.text === ',' && token.depth === 0) parts.push([])
    else parts.at(-1)!.push(token)
  }
  if (parts.length !== columns.length) return undefined
  return parts.map((part, index) => {
    const isName = (token: SqlToken | undefined) => /^["A-Z_]/.test(token?.text ?? '')
    const isColumn =
      (part.length === 1 && isName(part[0])) ||
      (part.length === 3 && part[1]!.text === '.' && isName(part[2]))
    return { name: columns[index]!, text: text.slice(part[0]!.start, part.at(-1)!.end), isColumn }
  })
}

export function quotedName(name: string): string {
  return /^[a-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}

/** The SELECT with only some of its columns; undefined where its rows or their order could be others. */
export async function selectOfColumns(
  analyzer: SqlAnalyzer,
  sql: string,
  names: ReadonlySet<string>,
): Promise<string | undefined> {
  const before = await analyzer.analyze(sql)
  if (!before.ok || !before.columnsKnown || before.tables.length !== 1) return undefined
  const select = plainSelect(
    sql,
    before.columns.map((column) => column.name),
  )
  if (!select) return undefined
  const kept = select.items.filter(({ name }) => names.has(name))
  const computed = select.items.filter(({ name, isColumn }) => !names.has(name) && !isColumn)
  const words = sqlTokens(select.rest).map(({ text }) => text.replaceAll('"', '').toUpperCase())
  if (computed.length > 0 && !cannotFail(sql)) return undefined
  if (computed.some(({ name }) => words.includes(name.toUpperCase()))) return undefined
  const narrow = `SELECT ${kept.map(({ text }) => text).join(', ')} ${select.rest}`
  const after = await analyzer.analyze(narrow)
  const isSame =
    after.ok &&
    after.columns.length === names.size &&
    after.columns.every(({ name, type }) =>
      before.columns.some((column) => column.name === name && String(column.type) === String(type)),
    )
  return isSame ? narrow : undefined
}

export interface Grouping {
  readonly keys: readonly string[]
  /** The column that is added up; the rows are counted without one. */
  readonly sum?: string | undefined
  /** The name of the count or sum. */
  readonly as: string
}

/** One row per group, in the order in which the SELECT would come to their first rows. */
export async function groupedSelect(
  analyzer: SqlAnalyzer,
  sql: string,
  { keys, sum, as }: Grouping,
): Promise<string | undefined> {
  const before = await analyzer.analyze(sql)
  if (!before.ok || !before.columnsKnown || before.tables.length !== 1 || !cannotFail(sql)) return undefined
  const select = plainSelect(
    sql,
    before.columns.map((column) => column.name),
  )
  if (!select || select.isCut || analyzer.factsOf(before.tables[0]!)?.hasCollation !== false) return undefined
  const needed = [...keys, ...(sum !== undefined && !keys.includes(sum) ? [sum] : [])]
  const items = needed.map((name) => select.items.find((item) => item.name === name))
  if (items.some((item) => !item?.isColumn)) return undefined
  const place = `row_number() OVER (ORDER BY ${select.terms ? `${select.terms}, ` : ''}rowid) AS row_place`
  const listed = keys.map(quotedName).join(', ')
  const total = sum === undefined ? 'count(*)' : `coalesce(sum(${quotedName(sum)}), 0)`
  const grouped = [
    `SELECT ${listed}, ${total}::DOUBLE AS ${as}`,
    `FROM (SELECT ${items.map((item) => item!.text).join(', ')}, ${place} ${select.unordered}) AS found`,
    `GROUP BY ${listed}`,
    'ORDER BY min(row_place)',
  ].join('\n')
  return (await analyzer.analyze(grouped)).ok ? grouped : undefined
}
