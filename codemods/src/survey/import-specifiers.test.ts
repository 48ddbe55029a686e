import fc from 'fast-check'
import { expect, it } from 'vitest'
import { importSpecifiers, specifierPattern, specifierRanges } from './import-specifiers.js'

/** What the pattern alone finds, tried at every place. */
function slowly(text: string): string[] {
  return [...text.matchAll(new RegExp(specifierPattern, 'g'))].map((match) => match[2]!)
}

const pieces = fc.oneof(
  fc.constantFrom(
    ...['from', 'import', 'require', 'mock', 'doMock', 'vi.mock', 'unstable_mockModule', 'importActual'],
    ...[
      'importOriginal',
      'proxyquire',
      'esmock',
      'module',
      'replaceEsm',
      '_require',
      'nrequire__',
      'aRequire',
    ],
    ...['createRequire(import.meta.url)', 'createRequire()', 'requires', 'fromage', 'xfrom', 'export * from'],
  ),
  fc.constantFrom("'", '"', '`', "'a'", '"./b.js"', '`c`', "''", '\'a"', "it's", "\\'", '$'),
  fc.constantFrom(
    ' ',
    '\n',
    '\t',
    '\r\n',
    '\u00a0',
    '\ufeff',
    '\u2028',
    '\u0000',
    '\u001f',
    '\u0085',
    '\u007f',
  ),
  fc.constantFrom(
    '(',
    ')',
    '<',
    '>',
    '<typeof x>',
    '<A, B>',
    '/* note */',
    '/*',
    '*/',
    '//',
    '/',
    '*',
    ';',
    '=',
    ',',
    'é',
  ),
  fc.string({ maxLength: 3 }),
)

it('finds what the pattern finds, whatever the text', () => {
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
      const text = parts.join('')
      expect(importSpecifiers(text)).toEqual(slowly(text))
      // As bytes of UTF-8 are read.
      const latin1 = Buffer.from(text).toString('latin1')
      expect(importSpecifiers(latin1)).toEqual(slowly(latin1))
    }),
    { numRuns: 3_000 },
  )
})

it('finds each form in which a module is named', () => {
  const text = `import a from 'a'
import './b.js'
export * from "c"
const d = require( /* ours */ 'd')
vi.mock<E>('e', () => ({}))
const g = await import(
  \`g\`
)
const h = createRequire(import.meta.url)('h')
const label = 'from', other = "import"
`
  expect(importSpecifiers(text)).toEqual(['a', './b.js', 'c', 'd', 'e', 'g', 'h'])
  expect(specifierRanges(text)[0]).toEqual({ start: text.indexOf("'a'") + 1, end: text.indexOf("'a'") + 2 })
})
