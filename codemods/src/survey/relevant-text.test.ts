import fc from 'fast-check'
import { expect, it } from 'vitest'
import { relevantStatements } from './relevant-statements.js'
import { relevantText } from './relevant-text.js'
import { SourceFile } from './source-file.js'

const left = (text: string) =>
  relevantText(text, ['./client.js'])
    ?.split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')

it('leaves imports and what has to do with what they bring', () => {
  const text = `import { getClient } from './client.js'
import { format } from './format.js'

export const table = 'events'

/** Of one page. */
export function label(page: number): string {
  return format(page)
}

export async function load(): Promise<unknown[]> {
  return await getClient().query('SELECT * FROM ' + table)
}
export { label as title }
`
  expect(left(text)).toEqual([
    "import { getClient } from './client.js'",
    "import { format } from './format.js'",
    "export const table = 'events'",
    '/** Of one page. */',
    'export async function load(): Promise<unknown[]> {',
    "  return await getClient().query('SELECT * FROM ' + table)",
    '}',
    'export { label as title }',
  ])
})

it.each([
  [
    'an escaped name',
    "import { a } from './client.js'\nexport function f() {\n  \\u0061()\n}\nfunction g() {}\n",
  ],
  [
    'a member that is assigned',
    "import { a } from './client.js'\nexport function f(s) {\n  s.db = a\n}\nfunction g() {}\n",
  ],
  [
    'an import with a quote in a comment',
    "import {\n  a, // don't\n} from './client.js'\na()\nfunction g() {}\n",
  ],
  [
    'brackets that close nothing',
    "import { a } from './client.js'\n// :)\nfunction f() {}\nfunction g() {}\n",
  ],
  ['one statement', "import { a } from './client.js'\na()\n"],
])('leaves the text of a file with %s', (_, text) => {
  expect(left(text)).toBeUndefined()
})

const statements = [
  'export const total = 68',
  'const client = getClient()',
  'const { query, close } = client',
  'const [first, second = 2] = [total, 1]',
  "let one = 1, two = getClient(), three = 'x'",
  'export function sum(a: number, b = 2): number {\n  return a + b + total\n}',
  'export async function load() {\n  return query(`SELECT 1`)\n}',
  'export default function () {\n  return load()\n}',
  'class Box<T> {\n  readonly value!: T\n}',
  'class Store extends Box<number> {\n  all() {\n    return getClient().query("SELECT (")\n  }\n}',
  '@sealed\nclass Marked {\n  sum = sum(1)\n}',
  'const text = `\nconst inside = getClient()\nexport function no() {}\n`',
  'const pattern = /[{(`]/',
  'const more =\n  sum(1, 2)',
  'function unindented() {\nconst x = load()\nreturn x\n}',
  '/*\nconst commented = load()\n*/',
  '// a {',
  'type Rows = { readonly [name: string]: typeof first }',
  'interface Page {\n  readonly box: Box<Rows>\n}',
  'enum Level {\n  low = 1,\n}',
  'if (total > 1) {\n  var hoisted = load\n}',
  'hoisted?.()',
  'export { sum as add, load as read }',
  "export * from './other.js'",
  'const lazy = async () => (await import("./client.js")).getClient()',
  "const loaded = require('./client.js')",
  'for (const each of [total]) sum(each)',
  'const handler = async (input: number) => {\n  const { a, b } = { a: input, b: 1 }\n  return a + b\n}',
  'export const served = { load, sum }',
  'function sealed(target: unknown) {}',
  'const second2 = () => two',
  'const late = getClient() ||\nasync function later() {\n  return 1\n}',
]

it('blanks nothing that the syntax tree calls relevant, and moves nothing', () => {
  const imports = fc.constantFrom(
    "import { getClient } from './client.js'\n",
    "import format, { getClient as make } from './client.js'\nimport { other } from './other.js'\nconst getClient = make\n",
    "'use strict'\n// why\nimport * as getClient from './client.js'\n",
    '',
  )
  let blanked = 0
  fc.assert(
    fc.property(
      imports,
      fc.uniqueArray(fc.constantFrom(...statements), { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      (head, body, ending) => {
        const text = `${head}${body.join('\n')}\n`.replaceAll('\n', ending)
        const part = relevantText(text, ['./client.js'])
        if (part === undefined) return
        blanked += 1
        expect(part.replace(/\S/g, ' ')).toBe(text.replace(/\S/g, ' '))
        const file = new SourceFile('a.ts', text, '')
        const relevant = relevantStatements(file, ({ declaration: { parent } }) =>
          Boolean(parent?.type === 'ImportDeclaration' && parent.source.value === './client.js'),
        )
        for (const { start, end } of relevant ?? file.program.body)
          expect(part.slice(start, end)).toBe(text.slice(start, end))
        expect(() => new SourceFile('a.ts', part, '')).not.toThrow()
      },
    ),
    { numRuns: 2_000 },
  )
  expect(blanked).toBeGreaterThan(300)
})
