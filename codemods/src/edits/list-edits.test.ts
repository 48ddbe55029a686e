import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Node } from '../survey/nodes.js'
import { SourceFile } from '../survey/source-file.js'
import { listEdits } from './list-edits.js'
import { applyEdits } from './text-edits.js'

function changed(text: string, gone: readonly string[], added: readonly string[] = []): string {
  const file = new SourceFile('a.ts', text, '')
  const [declaration] = file.program.body
  if (declaration?.type !== 'ImportDeclaration') throw new Error('no import')
  const items = declaration.specifiers as Node[]
  const leaving = new Set(items.filter((item) => gone.includes(file.textOf(item))))
  return applyEdits(text, listEdits(text, items, { gone: leaving, added }))
}

function parsed(before: string, text: string): SourceFile {
  try {
    return new SourceFile('b.ts', text, '')
  } catch (error) {
    throw new Error(`${before}\nbecame\n${text}`, { cause: error })
  }
}

describe('a list between braces', () => {
  it.each([
    ["import { a, b, c } from 'x'", ['a'], [], "import { b, c } from 'x'"],
    ["import { a, b, c } from 'x'", ['b'], ['d'], "import { a, c, d } from 'x'"],
    ["import { a, b, c } from 'x'", ['b', 'c'], [], "import { a } from 'x'"],
    ["import { a, b } from 'x'", ['a', 'b'], ['c', 'd'], "import { c, d } from 'x'"],
    ["import {a,b} from 'x'", [], ['c'], "import {a,b, c} from 'x'"],
    ["import {\n  a,\n  b,\n} from 'x'", ['a'], [], "import {\n  b,\n} from 'x'"],
    ["import {\n  a,\n  b\n} from 'x'", ['b'], [], "import {\n  a\n} from 'x'"],
    ["import {\r\n\ta,\r\n\tb,\r\n} from 'x'", ['b'], ['c'], "import {\r\n\ta,\r\n\tc,\r\n} from 'x'"],
    ["import {\n  a,\n} from 'x'", [], ['b'], "import {\n  a,\n  b,\n} from 'x'"],
    ["import { a, b,\n  c } from 'x'", ['b'], [], "import { a,\n  c } from 'x'"],
    ["import { a,\n  b, c } from 'x'", ['b'], [], "import { a,\n  c } from 'x'"],
    [
      "import {\n  a, // one\n  b, // two\n  c,\n} from 'x'",
      ['c'],
      [],
      "import {\n  a, // one\n  b, // two\n} from 'x'",
    ],
    ["import {\n  a,\n  b, // two\n} from 'x'", ['a'], ['c'], "import {\n  b, // two\n  c,\n} from 'x'"],
    [
      "import {\n  // one\n  a,\n  // two\n  b,\n} from 'x'",
      ['b'],
      [],
      "import {\n  // one\n  a,\n  // two\n} from 'x'",
    ],
    ["import { a /* one */, b } from 'x'", ['a'], [], "import {  /* one */ b } from 'x'"],
  ])('%j without %j, with %j', (text, gone, added, expected) => {
    expect(changed(text, gone, added)).toBe(expected)
  })

  it('keeps every comment, and everything that stays, in any layout', () => {
    const gap = fc.constantFrom('', ' ', '\n', '\r\n\t', ' // note\n', '\n  /* a note */ ', '/* b, note */')
    const list = fc
      .array(fc.tuple(gap, gap, fc.constantFrom('stays', 'goes')), { minLength: 1, maxLength: 6 })
      .chain((entries) =>
        fc.record({
          entries: fc.constant(entries),
          end: gap,
          hasComma: fc.boolean(),
          added: fc.subarray(['x', 'y as z'], {
            minLength: entries.every(([, , is]) => is === 'goes') ? 1 : 0,
          }),
        }),
      )
    fc.assert(
      fc.property(list, ({ entries, end, hasComma, added }) => {
        const names = entries.map((_, index) => `name${index}`)
        const items = entries.map(([before, behind], index) => `${before}${names[index]}${behind}`)
        const text = `import {${items.join(',')}${hasComma ? ',' : ''}${end}} from 'm'\n`
        const gone = names.filter((_, index) => entries[index]![2] === 'goes')
        const result = changed(text, gone, added)
        const file = parsed(text, result)
        const [declaration] = file.program.body
        const specifiers = declaration?.type === 'ImportDeclaration' ? (declaration.specifiers as Node[]) : []
        expect(specifiers.map((specifier) => file.textOf(specifier))).toEqual([
          ...names.filter((name) => !gone.includes(name)),
          ...added,
        ])
        const notesOf = (source: string) =>
          source.match(/\/\/ note|\/\* a note \*\/|\/\* b, note \*\//g) ?? []
        expect(notesOf(result)).toEqual(notesOf(text))
      }),
      { numRuns: 2000 },
    )
  })
})
