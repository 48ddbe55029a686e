const specifierPattern =
  /(?:\b(?:from|import|require|mock|doMock|unstable_mockModule|mockModule|importActual|requireActual|importOriginal|proxyquire|esmock|module|replaceEsm)\b|[_a-z][rR]equire(?:_{2})?\b|createRequire\([^()\n]*\))\s*(?:<[^>()]*>)?\s*\(?\s*(?:\/\*[^*]*\*\/\s*)?(['"`])([^'"`\n]+)\1/g

/** Specifiers of static and dynamic imports, re-exports, `require` and module mocks, from the text alone: a superset. */
export function importSpecifiers(text: string): string[] {
  const found: string[] = []
  for (const match of text.matchAll(specifierPattern)) found.push(match[2]!)
  return found
}
