import { replacePlaceholders } from '../../../sql/clauses.js'
import type { SqlAnalysis } from '../../../sql/sql-analyzer.js'
import type { CallSite } from '../inject-repository/call-site.js'
import { templateOf } from './parametrize-sql.js'

export type WrittenSite = CallSite & Required<Pick<CallSite, 'sql' | 'values'>>

/**
 * The same call with one parameter for what its text says several times: `$1` where `${year}` stood twice. Undefined
 * where nothing repeats, or where DuckDB takes the places for values of different types.
 */
export function withoutRepeats(
  site: WrittenSite,
  { kind, parameters }: Extract<SqlAnalysis, { ok: true }>,
): WrittenSite | undefined {
  const { sql, values, parametrized, named } = site
  if (!parametrized || named || parameters.length !== values.length) return undefined
  // What is written has a value for each column, which others may call with different ones.
  if (!/^(select|delete)$/.test(kind) || /\$\d/.test(sql.value)) return undefined
  const typeAt = (index: number) => parameters.find((parameter) => parameter.index === index + 1)?.type
  const firsts = values.map((value, index) => {
    if (!isSteady(value.text)) return index
    const first = values.findIndex((other) => other.text === value.text && other.type === value.type)
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

/** Read twice, it is the same: nothing is called. */
function isSteady(text: string): boolean {
  return !/[([]|\+\+|--|=(?!=)|\b(await|yield|new)\b/.test(text.replaceAll('===', '').replaceAll('!==', ''))
}
