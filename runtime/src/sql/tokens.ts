export interface Token {
  readonly text: string
  readonly start: number
  readonly end: number
}

const token =
  /--[^\n]*|\/\*[\s\S]*?\*\/|[eE]?'(?:[^']|'')*'|"(?:[^"]|"")*"|\$([A-Za-z_]*)\$[\s\S]*?\$\1\$|\$\w+|[A-Za-z_][\w$]*|\d+(?:\.\d+)?|\S/g

/** The words, strings, quoted names, parameters and signs of a text; comments are left out. */
export function* tokensOf(sql: string): Generator<Token> {
  for (const match of sql.matchAll(token)) {
    const [text] = match
    if (text.startsWith('--') || text.startsWith('/*')) continue
    yield { text, start: match.index, end: match.index + text.length }
  }
}

export function isWord(text: string): boolean {
  return /^[A-Za-z_][\w$]*$/.test(text)
}

/** `?`, `$1`, `$name`. */
export function isParameter(text: string): boolean {
  return text === '?' || /^\$\w+$/.test(text)
}
