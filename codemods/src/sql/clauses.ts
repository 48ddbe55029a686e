/** Where the clauses of one SELECT, UPDATE, DELETE or INSERT start, outside parentheses, strings and comments. */
export interface SqlToken {
  /** Upper case for words; the character itself for the rest. */
  readonly text: string
  readonly start: number
  readonly end: number
  /** Depth of parentheses around it. */
  readonly depth: number
}

const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$\d+|\$[A-Za-z_]\w*|[A-Za-z_][\w$]*|\d+(?:\.\d+)?|\?|\s+|./g

export function sqlTokens(sql: string): SqlToken[] {
  const tokens: SqlToken[] = []
  let depth = 0
  for (const match of sql.matchAll(token)) {
    const [text] = match
    if (/^\s|^--|^\/\*/.test(text)) continue
    if (text === ')' || text === ']') depth -= 1
    tokens.push({
      text: /^[A-Za-z_]/.test(text) ? text.toUpperCase() : text,
      start: match.index,
      end: match.index + text.length,
      depth,
    })
    if (text === '(' || text === '[') depth += 1
  }
  return tokens
}

/** The first token of a word at depth 0. */
export function clause(tokens: readonly SqlToken[], ...words: readonly string[]): SqlToken | undefined {
  return tokens.find((candidate) => candidate.depth === 0 && words.includes(candidate.text))
}

/** Replaces each placeholder, `?` by its order and `$n` by its number (both from 1). Named ones stay. */
export function replacePlaceholders(sql: string, by: (number: number) => string): string {
  let result = ''
  let at = 0
  let count = 0
  for (const { text, start, end } of sqlTokens(sql)) {
    if (text !== '?' && !/^\$\d+$/.test(text)) continue
    count += 1
    result += sql.slice(at, start) + by(text === '?' ? count : Number(text.slice(1)))
    at = end
  }
  return result + sql.slice(at)
}

export function placeholderCount(sql: string): number {
  const numbers = sqlTokens(sql)
    .filter(({ text }) => text === '?' || /^\$\d+$/.test(text))
    .map(({ text }, index) => (text === '?' ? index + 1 : Number(text.slice(1))))
  return Math.max(0, ...numbers)
}
