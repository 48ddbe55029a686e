import type { SqlAnalysis } from './sql-analyzer.js'

type Analysed = Extract<SqlAnalysis, { ok: true }>

/** `model_configs` as `modelConfigs`. */
export function camelCase(text: string): string {
  return text
    .replace(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())
    .replace(/^[A-Z]/, (letter) => letter.toLowerCase())
}

export function pascalCase(text: string): string {
  const camel = camelCase(text)
  return camel.charAt(0).toUpperCase() + camel.slice(1)
}

export function kebabCase(text: string): string {
  return camelCase(text).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

function snakeCase(text: string): string {
  return text.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
}

export interface MethodNaming {
  readonly sql: string
  readonly analysis: Analysed
  /** True for a legacy call that returns one row. */
  readonly single: boolean
  /** Name of the function the call stands in. */
  readonly context: string
}

/** Names for a repository method, the best first; the later ones are for when the first is taken. */
export function methodNames({ sql, analysis, single, context }: MethodNaming): string[] {
  const text = withoutFallbacks(withoutCasts(withoutFilters(withWords(sql))))
  const base = baseName(text, analysis, single)
  const place = pascalCase(context.split('.').at(-1) ?? '')
  return place && place.toLowerCase() !== base.toLowerCase()
    ? [base, `${base}For${place}`]
    : [base, `${base}Again`]
}

function baseName(sql: string, analysis: Analysed, single: boolean): string {
  const outer = withoutSubqueries(sql)
  const condition = conditionName(outer) || conditionName(sql)
  switch (analysis.kind) {
    case 'insert':
      if (/\bDO\s+NOTHING\b|\bOR\s+IGNORE\b/i.test(sql)) return 'insertIfMissing'
      return /\bON\s+CONFLICT\b|\bOR\s+REPLACE\b/i.test(sql) ? 'upsert' : 'insert'
    case 'delete':
      return `delete${condition || 'All'}`
    case 'update': {
      const set = /\bSET\b([\s\S]*?)(\bWHERE\b|\bRETURNING\b|$)/i.exec(sql)?.[1] ?? ''
      const columns = [...set.matchAll(/(?:^|,)\s*"?(\w+)"?\s*=(?:\s*'(_\w+)'\s*(?=,|$))?/g)].filter(
        ([, column]) => !/^(updated|modified)_?at$/i.test(column!),
      )
      const what =
        columns.length > 0 && columns.length <= 2
          ? columns
              .map(([, column, word]) => pascalCase(column!) + (word ? `To${pascalCase(word)}` : ''))
              .join('And')
          : ''
      return `${updateVerb(set, columns.length)}${what}${condition}`
    }
    default:
      return aboutTable(sql) ?? readName(outer, condition, single)
  }
}

/** What tells of a table itself, not of its rows. */
function aboutTable(sql: string): string | undefined {
  const [, statement] = /^\s*(DESC(?:RIBE)?|SHOW|SUMMARIZE|EXPLAIN)\b/i.exec(sql) ?? []
  if (statement === undefined) return undefined
  if (/^EXPLAIN$/i.test(statement)) return 'explain'
  return /^SUMMARIZE$/i.test(statement) ? 'summarizeColumns' : 'describe'
}

/** `stock = stock - ?` takes away from what is there. */
function updateVerb(set: string, columns: number): string {
  const changes = [...set.matchAll(/(?:^|,)\s*"?(\w+)"?\s*=\s*"?\1"?\s*([+-])/gi)]
  const [first] = changes
  if (!first || changes.length !== columns || changes.some(([, , sign]) => sign !== first[2])) return 'update'
  return first[2] === '+' ? 'increase' : 'decrease'
}

function readName(sql: string, condition: string, single: boolean): string {
  const selected = /\bSELECT\b\s+(?:DISTINCT\s+)?([\s\S]*?)\bFROM\b/i.exec(sql)?.[1]?.trim() ?? ''
  const grouped = /\bGROUP\s+BY\s+([\s\S]*?)(\bHAVING\b|\bORDER\b|\bLIMIT\b|$)/i.exec(sql)?.[1]
  const joined = [...sql.matchAll(/\bJOIN\s+(\w+)/gi)].map((match) => pascalCase(match[1]!))
  const [, most] = /\bORDER\s+BY\s+([\w."]+)\s+DESC\b[\s\S]*\bLIMIT\s+1\b/i.exec(sql) ?? []
  if (grouped) {
    const groups = groupsOf(grouped, selected).slice(0, 2)
    return `summarize${groups.length > 0 ? `By${groups.join('And')}` : ''}${condition}`
  }
  const aggregates = selected
    .split(betweenItems)
    .map((item) => /^(sum|avg|min|max|count)\s*\(\s*(?:DISTINCT\b\s*)?"?([\w.]*)/i.exec(item.trim()))
  const [aggregate] = aggregates
  if (aggregates.length === 1 && /^count\s*\(/i.test(selected)) {
    const [, different] = /^count\s*\(\s*DISTINCT\b\s*"?([\w.]+)/i.exec(selected) ?? []
    const what = different === undefined ? '' : `Distinct${pascalCase(lastPart(different))}`
    return `count${what}${condition || (what ? '' : 'All')}`
  }
  if (aggregate) {
    const functions = aggregates.map((each) => each?.[1]?.toLowerCase())
    const of = pascalCase(lastPart(aggregate[2] ?? ''))
    const isOfOne = aggregates.every((each) => pascalCase(lastPart(each?.[2] ?? '')) === of)
    if (functions.length > 1 && !(isOfOne && of && functions.length === 2))
      return `summarize${isOfOne && of ? of : ''}${condition || (isOfOne && of ? '' : 'All')}`
    const [first, second] = functions
    const verb = second === undefined ? first : `${first}And${pascalCase(second)}`
    return `${verb}${of || pascalCase(aliasOf(selected) ?? 'Value')}${condition}`
  }
  const withTables = joined.length > 0 && joined.length <= 2 ? `With${joined.join('And')}` : ''
  if (most !== undefined) {
    const column = pascalCase(lastPart(most))
    const isLatest = isMoment(column) || /(^Id|Id|Version|Seq|Sequence|Number)$/.test(column)
    return `find${isLatest ? 'Latest' : `Highest${column}`}${withTables}${condition}`
  }
  const isByKey = single || condition === 'ById' || /\bLIMIT\s+1\b/i.test(sql)
  const isProbe = /^(\d+|true|'')(\s+AS\s+"?\w+"?)?$/i.test(selected)
  const columns = selected.split(',').map((column) => lastPart(column))
  const narrow = isProbe
    ? isByKey
      ? 'Match'
      : 'Matches'
    : columns.length <= 2 && columns.every((column) => /^\w{2,}$/.test(column))
      ? columns.map(pascalCase).join('And')
      : ''
  const [, newest] = /\bORDER\s+BY\s+([\w."]+)\s+DESC\b/i.exec(sql) ?? []
  const recent = newest !== undefined && isMoment(pascalCase(lastPart(newest))) ? 'Recent' : ''
  if (isByKey) return `find${narrow}${withTables}${condition || 'First'}`
  return `list${recent}${narrow}${withTables}${condition || (recent || narrow || withTables ? '' : 'All')}`
}

/** `WHERE a = ? AND b > ?` as `ByAAndB`, `WHERE a IS NOT NULL` as `WithA`; at most three columns. */
function conditionName(sql: string): string {
  const where = /\bWHERE\b([\s\S]*?)(\bGROUP\s+BY\b|\bORDER\s+BY\b|\bLIMIT\b|\bRETURNING\b|$)/i.exec(sql)?.[1]
  if (!where) return ''
  const columns: string[] = []
  const present: string[] = []
  const pattern =
    /([\w."]+|\w+\(\s*[\w."]+\s*\))\s*(=|<>|!=|<=|>=|<|>|\bI?LIKE\b|\bNOT\s+IN\b|\bIN\b|\bBETWEEN\b|\bIS\s+NOT\s+NULL\b|\bIS\s+NULL\b)\s*(\?|\$\w+|'\w*'|\w+)?/gi
  for (const [, left = '', operator = '', right = ''] of where.matchAll(pattern)) {
    const column = pascalCase(lastPart(left.replace(/^\w+\(\s*|\s*\)$/g, '')))
    if (!column || /^\d/.test(column)) continue
    if (/IS\s+NULL/i.test(operator)) columns.push(`Missing${column}`)
    else if (/IS\s+NOT/i.test(operator)) present.push(column)
    else if (/^[<>]/.test(operator) && operator !== '<>')
      columns.push(`${column}${comparison(column, operator)}`)
    else if (/LIKE/i.test(operator)) columns.push(`${column}Like`)
    else if (/NOT\s+IN/i.test(operator)) columns.push(`${column}NotIn`)
    else if (/BETWEEN/i.test(operator)) columns.push(`${column}Between`)
    // What the SQL says itself is no parameter: the name says it.
    else if (/^'_/.test(right) && /^(=|<>|!=)$/.test(operator))
      columns.push(`${column}${operator === '=' ? '' : 'Not'}${pascalCase(right.slice(1, -1))}`)
    else if (/^\w+$/.test(right) && !/^(true|false|null|current_\w+|now)$/i.test(right) && operator === '=') {
      if (/^\d+$/.test(right)) columns.push(column)
    } else columns.push(/^(<>|!=)$/.test(operator) ? `${column}Not` : column)
  }
  const unique = [...new Set(columns)].slice(0, 3)
  const isChoice = /\bOR\b/i.test(where) && !/\bAND\b/i.test(where)
  const between = isChoice ? 'Or' : 'And'
  // What another condition asks for is there.
  const filled = [...new Set(present)]
    .filter((column) => isChoice || !columns.some((name) => name.startsWith(column)))
    .slice(0, 3 - unique.length)
  if (isChoice && unique.length > 0 && filled.length > 0)
    return `By${[...unique, ...filled.map((column) => `With${column}`)].join(between)}`
  return (
    (unique.length > 0 ? `By${unique.join(between)}` : '') +
    (filled.length > 0 ? `With${filled.join(between)}` : '')
  )
}

/** What rows are grouped by: `GROUP BY 1` and `GROUP BY ALL` name what is selected. */
function groupsOf(grouped: string, selected: string): string[] {
  const items = selected.split(betweenItems).map((item) => item.trim())
  const written = /^\s*ALL\s*$/i.test(grouped)
    ? items.filter((item) => !/\(/.test(item))
    : grouped
        .split(betweenItems)
        .map((group) => (/^\s*\d+\s*$/.test(group) ? (items[Number(group) - 1] ?? '') : group))
  const named = written.map((column) => pascalCase(lastPart(argumentIn(column))))
  return [...new Set(named)].filter((name) => /^[A-Za-z_]/.test(name))
}

/** Commas that no parentheses are around. */
const betweenItems = /,(?![^(]*\))/

/** The column in `date_trunc('hour', seen)`, where it has no name of its own. */
function argumentIn(expression: string): string {
  const inner =
    aliasOf(expression) === undefined ? /\(([^()]*)\)\s*$/.exec(expression.trim())?.[1] : undefined
  const parts = inner?.split(',').reverse()
  return parts?.find((part) => !/^\s*('|-?\d|$)/.test(part)) ?? parts?.at(0) ?? expression
}

/** Points in time lie before or after, everything else below or above. */
function comparison(column: string, operator: string): string {
  const isLess = operator.startsWith('<')
  const isEqual = operator.endsWith('=')
  if (isMoment(column)) return isLess ? (isEqual ? 'UpTo' : 'Before') : isEqual ? 'Since' : 'After'
  return isLess ? (isEqual ? 'AtMost' : 'Below') : isEqual ? 'AtLeast' : 'Above'
}

function isMoment(column: string): boolean {
  return /(At|On|Date|Time|Timestamp|Since|Until|Day|Created|Updated|Started)$/.test(column)
}

function aliasOf(column: string): string | undefined {
  return /\bAS\s+"?(\w+)"?\s*$/i.exec(column.trim())?.[1]
}

function lastPart(column: string): string {
  return aliasOf(column) ?? column.trim().replaceAll('"', '').split('.').at(-1)!
}

/** What a statement in parentheses says is not what the whole is about. */
function withoutSubqueries(sql: string): string {
  const open: number[] = []
  const gone: [number, number][] = []
  for (let at = 0; at < sql.length; at += 1) {
    if (sql[at] === '(') open.push(at)
    if (sql[at] !== ')') continue
    const start = open.pop()
    if (start !== undefined && /^\(\s*(SELECT|WITH|FROM)\b/i.test(sql.slice(start, start + 40)))
      gone.push([start + 1, at])
  }
  const outermost = gone.filter(([start, end]) => !gone.some(([from, to]) => from < start && end < to))
  return outermost
    .sort(([a], [b]) => b - a)
    .reduce((text, [start, end]) => text.slice(0, start) + text.slice(end), sql)
}

/** What `count(*) FILTER (WHERE …)` leaves out, the statement reads all the same. */
function withoutFilters(sql: string): string {
  return sql.replace(/\bFILTER\s*\(\s*WHERE\b(?:[^()]|\([^()]*\))*\)/gi, '')
}

/** `COALESCE(sum(price), 0)` and `CAST(sum(price) AS DOUBLE)` are about the sum. */
function withoutFallbacks(sql: string): string {
  const aggregate = String.raw`((?:sum|avg|min|max|count)\s*\((?:[^()]|\([^()]*\))*\))`
  const cast = new RegExp(
    String.raw`\b(?:TRY_)?CAST\s*\(\s*${aggregate}\s+AS\s+\w+(?:\s*\([\d\s,]*\))?\s*\)`,
    'gi',
  )
  const fallback = new RegExp(
    String.raw`\b(?:COALESCE|IFNULL|ROUND)\s*\(\s*${aggregate}\s*(?:,\s*(?:-?[\d.]+|''|'_\w+'))?\s*\)`,
    'gi',
  )
  let text = sql
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(cast, '$1').replace(fallback, '$1')
  }
  return text
}

/** `price::DECIMAL(10, 2)` and `CAST(price AS DOUBLE)` are about the price. */
function withoutCasts(sql: string): string {
  const casts =
    /\b(?:TRY_)?CAST\s*\(\s*("?\w+"?(?:\."?\w+"?)*|\?|\$\w+)\s+AS\s+"?\w+"?(?:\s*\(\s*\d+(?:\s*,\s*\d+)?\s*\))?\s*\)/gi
  return sql.replace(casts, '$1').replace(/::\s*"?\w+"?(\s*\(\s*\d+(\s*,\s*\d+)?\s*\))?(\[\d*\])*/g, '')
}

function withoutLiterals(sql: string): string {
  return sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .trim()
}

/** Literals that are one short word stay, as `'_word'`, which no keyword is. */
function withWords(sql: string): string {
  return sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'((?:[^']|'')*)'/g, (_, text: string) =>
      /^[A-Za-z][\w-]{1,19}$/.test(text) ? `'_${text.toLowerCase().replaceAll('-', '_')}'` : "''",
    )
    .trim()
}

/** Words that name no variable. */
export const reserved: ReadonlySet<string> = new Set(
  'break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with yield let static await async of get set arguments eval interface package private protected public implements'.split(
    ' ',
  ),
)

/** Columns of a table in the order of its definition; undefined where the schema does not tell. */
export type ColumnsOf = (table: string) => readonly string[] | undefined

/** A name for each parameter: from the argument's own text, else from the column it is compared with. Unique, never reserved. */
export function parameterNames(
  sql: string,
  argumentTexts: readonly string[],
  columnsOf: ColumnsOf = () => undefined,
): string[] {
  const columns = columnsOfParameters(sql, columnsOf)
  const used = new Set<string>()
  return argumentTexts.map((text, index) => {
    const own = ownName(text)
    const column = columns[index]
    // `id` compared with model_id says less than the column does, and a constant only what it is here.
    const isPart = own && column?.endsWith(`_${snakeCase(own)}`)
    const isVague = own && column && (isPart || own.length === 1 || isConstant(text, own))
    const words = (isVague ? column : own) ?? column ?? `value${index + 1}`
    let name = camelCase(isUpperCase(words) ? words.toLowerCase() : words)
    if (reserved.has(name) || !name) name = column ? camelCase(column) : `value${index + 1}`
    if (reserved.has(name)) name = `${name}Value`
    if (used.has(name) && column && !used.has(camelCase(column))) name = camelCase(column)
    let unique = name
    for (let number = 2; used.has(unique); number += 1) unique = `${name}${number}`
    used.add(unique)
    return unique
  })
}

function ownName(text: string): string | undefined {
  const simple = /^[A-Za-z_$][\w$]*(?:[.?]+[A-Za-z_$][\w$]*)*!?$/.test(text.trim())
  return simple ? text.trim().replace(/!$/, '').split(/[.?]+/).at(-1)! : undefined
}

function isUpperCase(name: string): boolean {
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name) && name.length > 1
}

/** `MAX_AGE`, and the member of an enum: `OrderStatus.Cancelled`. */
function isConstant(text: string, own: string): boolean {
  return isUpperCase(own) || /^[A-Z]\w*(\.[A-Z]\w*)+$/.test(text.trim())
}

/** The column that each parameter is written to or compared with. */
function columnsOfParameters(sql: string, columnsOf: ColumnsOf): (string | undefined)[] {
  const text = withoutLiterals(sql)
  const found = new ParameterColumns()
  const insert = /\bINSERT\b(?:\s+OR\s+\w+)?\s+INTO\s+([\w."]+)\s*(?:\(([^)]*)\)\s*)?VALUES\s*/i.exec(text)
  const written = insert && (insert[2]?.split(',') ?? columnsOf(lastPart(insert[1]!)))
  let rest = text
  if (insert && written) {
    const columns = written.map((column) => lastPart(column))
    const { rows, end } = valueRows(text, insert.index + insert[0].length)
    for (const row of rows) for (const [index, value] of row.entries()) found.addAll(value, columns[index])
    rest = text.slice(end)
  }
  for (const match of rest.matchAll(
    /(?:([\w."]+)\s*(?:=|<>|!=|<=|>=|<|>|I?LIKE)\s*(?:CAST\(\s*)?|\b(LIMIT|OFFSET)\s+|(\bINTERVAL\s*\(|CAST\())?(\?|\$\d+)(?:\)\s*(\w+)|\s+AS\s+(INTERVAL)\b)?/gi,
  )) {
    const [, column, clause, counted, mark, unit, interval] = match
    const said = clause ?? (counted && (interval ?? (/^INTERVAL/i.test(counted) ? unit : undefined)))
    found.add(mark!, said?.toLowerCase() ?? (column && lastPart(column)))
  }
  return found.columns
}

class ParameterColumns {
  readonly columns: (string | undefined)[] = []
  #next = 0

  /** `$2` says which it is, `?` is the next. */
  add(mark: string, column: string | undefined): void {
    const index = mark === '?' ? this.#next : Number(mark.slice(1)) - 1
    this.columns[index] ??= column
    this.#next = Math.max(this.#next, index + 1)
  }

  addAll(text: string, column: string | undefined): void {
    for (const [mark] of text.matchAll(/\?|\$\d+/g)) this.add(mark, column)
  }
}

/** The expressions of `(…), (…)`, and where they end. */
function valueRows(
  text: string,
  start: number,
): { readonly rows: readonly string[][]; readonly end: number } {
  const rows: string[][] = []
  let depth = 0
  let end = start
  let from = start
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at]!
    if (/[([]/.test(sign)) {
      depth += 1
      if (depth === 1) {
        rows.push([])
        from = at + 1
      }
    } else if (depth === 1 && (sign === ',' || sign === ')')) {
      rows.at(-1)!.push(text.slice(from, at))
      from = at + 1
    }
    if (/[)\]]/.test(sign)) {
      depth -= 1
      end = at + 1
    }
    if (depth === 0 && /[^\s,)]/.test(sign)) break
  }
  return { rows, end }
}
