import { replacePlaceholders, sqlTokens } from '../../../sql/clauses.js'
import type { SqlAnalysis } from '../../../sql/sql-analyzer.js'
import type { CallSite } from '../inject-repository/call-site.js'
import { templateOf } from './parametrize-sql.js'

export type WrittenSite = CallSite & Required<Pick<CallSite, 'sql' | 'values'>>

/**
 * The same call with one parameter for what its text says several times: `$1` where `${year}` stood twice. Undefined
 * where nothing repeats, or where DuckDB takes the places for values of different types.
 */
export function withoutRepeats(site: WrittenSite, analysis: SqlAnalysis): WrittenSite | undefined {
  const { sql, values, parametrized, named } = site
  const isGrouped = repeatsInGroups(site)
  if (!parametrized || named || !(analysis.ok || isGrouped)) return undefined
  const { kind, parameters } = analysis.ok ? analysis : { kind: 'select', parameters: [] }
  if (analysis.ok && parameters.length !== values.length) return undefined
  // What is written has a value for each column, which others may call with different ones.
  if (!/^(select|delete)$/.test(kind) || /\$\d/.test(sql.value)) return undefined
  const typeAt = (index: number) => parameters.find((parameter) => parameter.index === index + 1)?.type
  const firsts = values.map((value, index) => {
    if (!isSteady(value.text)) return index
    const first = values.findIndex((other) => other.text === value.text && other.type === value.type)
    if (isGrouped) return first
    const [type, own] = [typeAt(first), typeAt(index)]
    return type !== undefined && own !== undefined && String(type) === String(own) ? first : index
  })
  const kept = values.filter((_, index) => firsts[index] === index)
  if (kept.length === values.length) return undefined
  const numbers = firsts.map((first) => kept.indexOf(values[first]!) + 1)
  const value = replacePlaceholders(sql.value, (number) => `$${numbers[number - 1]}`)
  const quote = sql.text[0]!
  const text = quote === '`' ? templateOf(value) : quote + value + quote
  return { ...site, sql: { text, value }, values: kept }
}

/**
 * True where what rows are grouped by is said again with a value in it: `date_trunc(?, at)` is not the expression that
 * another `date_trunc(?, at)` is, although both are given the same.
 */
export function repeatsInGroups({ sql, values, parametrized }: WrittenSite): boolean {
  const isRepeated = new Set(values.map(({ text }) => text)).size < values.length
  return Boolean(parametrized) && isRepeated && groupsByValue(sql.value)
}

/** A placeholder in GROUP BY, or in ORDER BY where rows are grouped. */
function groupsByValue(sql: string): boolean {
  const tokens = sqlTokens(sql)
  const isGrouping = tokens.some(({ text }) => text === 'GROUP' || text === 'DISTINCT')
  const clauses: (string | undefined)[] = []
  return tokens.some(({ text, depth }) => {
    clauses.length = depth + 1
    if (/^(SELECT|FROM|WHERE|GROUP|HAVING|QUALIFY|WINDOW|ORDER|LIMIT|OFFSET)$/.test(text))
      clauses[depth] = text
    const isPlaceholder = text === '?' || text.startsWith('$')
    return isPlaceholder && clauses.some((each) => each === 'GROUP' || (each === 'ORDER' && isGrouping))
  })
}

/** Read twice, it is the same: nothing is called. */
function isSteady(text: string): boolean {
  return !/[([]|\+\+|--|=(?!=)|\b(await|yield|new)\b/.test(text.replaceAll('===', '').replaceAll('!==', ''))
}
