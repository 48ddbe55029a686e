/** From the quote on: far fewer places of a text have one than could begin one of the words. */
const specifierPattern =
  /(['"`])(?<=(?:\b(?:from|import|require|mock|doMock|unstable_mockModule|mockModule|importActual|requireActual|importOriginal|proxyquire|esmock|module|replaceEsm)\b|[_a-z][rR]equire(?:_{2})?\b|createRequire\([^()\n]*\))\s*(?:<[^>()]*>)?\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?.)([^'"`\n]+)\1/g

/** Specifiers of static and dynamic imports, re-exports, `require` and module mocks, from the text alone: a superset. */
export function importSpecifiers(text: string): string[] {
  const found: string[] = []
  for (const { start, end } of specifierRanges(text)) found.push(text.slice(start, end))
  return found
}

/** Where they stand. */
export function specifierRanges(text: string): { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = []
  specifierPattern.lastIndex = 0
  for (let match = specifierPattern.exec(text); match; match = specifierPattern.exec(text)) {
    const end = specifierPattern.lastIndex - 1
    ranges.push({ start: end - match[2]!.length, end })
  }
  return ranges
}
