import { describe, expect, it } from 'vitest'
import { type RepositoryMethod, renderMethod } from './repository-method.js'
import { isCompound, onOneLine, withoutLayout } from './type-text.js'

describe('a type on one line', () => {
  it.each([
    ['{\n  id: string\n  name: string\n}', '{ id: string; name: string }'],
    ['{\r\n\tid: string;\r\n\tname: string;\r\n}', '{ id: string; name: string }'],
    ['{\n  id: string,\n  name: string,\n}', '{ id: string, name: string }'],
    [
      "{\n  kind:\n    | 'a'\n    | 'b'\n  in: {\n    id?: number\n  }\n}",
      "{ kind: 'a' | 'b'; in: { id?: number } }",
    ],
    ['Pick<\n  Order,\n  "id" | "total"\n>', 'Pick<Order, "id" | "total">'],
    ['Order & {\n  total: number\n}', 'Order & { total: number }'],
    ['(\n  | Order\n  | undefined\n)[]', '(Order | undefined)[]'],
    ['{ id: string }', '{ id: string }'],
    ['{\n  id: string // ours\n}', '{\n  id: string // ours\n}'],
  ])('%j', (type, expected) => {
    expect(onOneLine(type)).toBe(expected)
  })
})

it.each([
  ["{\n  id: string\n  kind: 'a' | 'b'\n}", '{ id: string; kind: "a" | "b" }'],
  ['{ id: string, name: string }', '{\n  id: string;\n  name: string;\n}'],
  ['Pick<Order, "id">', "Pick<\n  Order,\n  'id'\n>"],
])('%j and %j are the same type', (one, other) => {
  expect(withoutLayout(one)).toBe(withoutLayout(other))
})

it('types that differ stay apart', () => {
  const types = ['A | B', 'A & B', 'keyof A', 'A', '{ a: A }', '{ a?: A }', 'A[]', 'readonly A[]']
  expect(new Set(types.map(withoutLayout)).size).toBe(types.length)
})

it.each([
  ['{ a: string | null }', false],
  ['({ a: string } | null)[]', false],
  ['Map<string, A | B>', false],
  ['{ a: string } | null', true],
  ['() => void', true],
  ['keyof Row', true],
  ['A extends B ? C : D', true],
])('an array of %s needs brackets: %s', (type, expected) => {
  expect(isCompound(type)).toBe(expected)
})

describe('a method', () => {
  const style = { quote: "'", semicolons: false, indent: '\t', lineEnding: '\n', typed: true } as const
  const method: RepositoryMethod = {
    id: 0,
    result: 'rows',
    sql: "'SELECT id, name FROM t'",
    sqlValue: 'SELECT id, name FROM t',
    parameters: [],
    rowType: '{\n      id: string\n      name: string\n    }',
    imports: [],
    names: ['list'],
  }

  it('has a row type of several lines on one where that fits', () => {
    expect(renderMethod(method, 'list', { ...style, width: 110 })).toBe(
      [
        '\tlist(): Promise<{ id: string; name: string }[]> {',
        "\t\treturn this.db.query<{ id: string; name: string }>('SELECT id, name FROM t')",
        '\t}',
      ].join('\n'),
    )
  })

  it('moves it to where it stands else', () => {
    expect(renderMethod(method, 'list', { ...style, width: 40 })).toBe(
      [
        '\tlist(): Promise<{',
        '\t    id: string',
        '\t    name: string',
        '\t}[]> {',
        '\t\treturn this.db.query<{',
        '\t\t    id: string',
        '\t\t    name: string',
        '\t\t}>(',
        "\t\t\t'SELECT id, name FROM t',",
        '\t\t)',
        '\t}',
      ]
        .join('\n')
        .replaceAll('\t    ', '\t  '),
    )
  })

  it('breaks no brackets in which nothing stands', () => {
    const named = { ...method, rowType: 'RowsThatHaveALongNameRow' }
    expect(renderMethod(named, 'listWithALongName', { ...style, width: 40 })).toBe(
      [
        '\tlistWithALongName(): Promise<RowsThatHaveALongNameRow[]> {',
        '\t\treturn this.db.query<RowsThatHaveALongNameRow>(',
        "\t\t\t'SELECT id, name FROM t',",
        '\t\t)',
        '\t}',
      ].join('\n'),
    )
  })
})
