/** At a quote. */
export const specifierPattern =
  /(['"`])(?<=(?:\b(?:from|import|require|mock|doMock|unstable_mockModule|mockModule|importActual|requireActual|importOriginal|proxyquire|esmock|module|replaceEsm)\b|[_a-z][rR]equire(?:_{2})?\b|createRequire\([^()\n]*\))\s*(?:<[^>()]*>)?\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?.)([^'"`\n]+)\1/y

/** Specifiers of static and dynamic imports, re-exports, `require` and module mocks, from the text alone: a superset. */
export function importSpecifiers(text: string): string[] {
  const found: string[] = []
  for (const { start, end } of specifierRanges(text)) found.push(text.slice(start, end))
  return found
}

/** Where they stand. Quotes are looked for one kind at a time: a pattern that knows them all takes three times as long. */
export function specifierRanges(text: string): { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = []
  let single = indexOrEnd(text, "'", 0)
  let double = indexOrEnd(text, '"', 0)
  let back = indexOrEnd(text, '`', 0)
  for (;;) {
    const quote = Math.min(single, double, back)
    if (quote === text.length) return ranges
    let next = quote + 1
    specifierPattern.lastIndex = quote
    const match = mayFollow(text, quote) ? specifierPattern.exec(text) : null
    if (match) {
      next = quote + match[0].length
      ranges.push({ start: quote + 1, end: next - 1 })
    }
    if (single < next) single = indexOrEnd(text, "'", next)
    if (double < next) double = indexOrEnd(text, '"', next)
    if (back < next) back = indexOrEnd(text, '`', next)
  }
}

function indexOrEnd(text: string, quote: string, from: number): number {
  const index = text.indexOf(quote, from)
  return index < 0 ? text.length : index
}

/** The last characters of what the pattern wants before a quote, white space aside. */
const lastBefore = new Set(Array.from('/(>)mtekl_', (character) => character.charCodeAt(0)))

/** False for most quotes, of which the pattern need not be asked. */
function mayFollow(text: string, quote: number): boolean {
  for (let at = quote - 1; at >= 0; at -= 1) {
    const code = text.charCodeAt(at)
    // What is not ASCII may be white space, too.
    if (code > 32) return code > 126 || lastBefore.has(code)
  }
  return false
}
