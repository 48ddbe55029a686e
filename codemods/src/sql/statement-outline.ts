import type { SqlAnalysis } from './sql-analyzer.js'

type Analysed = Extract<SqlAnalysis, { ok: true }>

const name = String.raw`((?:"[^"]+"|[A-Za-z_]\w*)(?:\.(?:"[^"]+"|[A-Za-z_]\w*)){0,2})`
const writes = [
  ['insert', new RegExp(String.raw`^INSERT\s+(?:OR\s+\w+\s+)?INTO\s+${name}`, 'i')],
  ['update', new RegExp(String.raw`^UPDATE\s+${name}`, 'i')],
  ['delete', new RegExp(String.raw`^DELETE\s+FROM\s+${name}`, 'i')],
] as const
const source = new RegExp(String.raw`\b(?:FROM|JOIN)\s+${name}(?!\s*\()`, 'gi')
const commonTable =
  /(?:\bWITH(?:\s+RECURSIVE)?|,)\s*"?([A-Za-z_]\w*)"?\s*(?:\([^)]*\)\s*)?AS\s*(?:(?:NOT\s+)?MATERIALIZED\s*)?\(/gi

/**
 * What the text of one statement says without a schema: what it does, and the table it is about. Undefined for
 * statements about none, such as those over files.
 */
export function statementOutline(sql: string): Analysed | undefined {
  const text = sql
    .replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, ' ')
    .replace(/'(?:[^']|'')*'/g, "''")
    .trim()
  for (const [kind, pattern] of writes) {
    const table = pattern.exec(text)?.[1]
    if (table) return outline(kind, table)
  }
  if (!/^(SELECT|WITH|FROM)\b/i.test(text)) return undefined
  const common = new Set([...text.matchAll(commonTable)].map((match) => match[1]!.toLowerCase()))
  // `extract(year FROM day)` names no table.
  const plain = text.replace(/\b(extract|trim|substring|overlay)\s*\([^()]*\)/gi, ' ')
  for (const [, found] of plain.matchAll(source)) {
    const table = lastPart(found!)
    if (!common.has(table.toLowerCase()) && !isKeyword(table)) return outline('select', table)
  }
  return undefined
}

function outline(kind: Analysed['kind'], table: string): Analysed | undefined {
  const bare = lastPart(table)
  return /^[A-Za-z][\w ]*$/.test(bare)
    ? { ok: true, kind, tables: [bare], columns: [], columnsKnown: false, parameters: [] }
    : undefined
}

function lastPart(qualified: string): string {
  return /(?:"([^"]+)"|([A-Za-z_]\w*))$/.exec(qualified)!.slice(1).find(Boolean)!
}

function isKeyword(word: string): boolean {
  return /^(select|values|lateral|unnest|range|generate_series|information_schema|sqlite_master|duckdb_\w+|pg_\w+)$/i.test(
    word,
  )
}
