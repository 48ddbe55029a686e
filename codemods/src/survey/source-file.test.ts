import { expect, it } from 'vitest'
import { walk } from './nodes.js'
import { SourceFile } from './source-file.js'

const statementsOf = (text: string) => {
  const file = new SourceFile('a.js', text, '')
  return file.program.body.map((statement) => file.textOf(statement))
}

it('leaves a semicolon that begins a line to what stands behind it', () => {
  expect(statementsOf("const a = require('a')\n;(async () => a())()\n")).toEqual([
    "const a = require('a')",
    '(async () => a())()',
  ])
  expect(statementsOf('if (on) start()\n  ;[1, 2].forEach(end)')).toEqual([
    'if (on) start()',
    '[1, 2].forEach(end)',
  ])
  expect(statementsOf('export const a = 1\r\n;/a/.test(a)')).toEqual(['export const a = 1', '/a/.test(a)'])
})

it('leaves every other semicolon where it is', () => {
  const text = 'while (next())\n  ;\nfor (let at = 0\n  ; at < 3\n  ; at += 1) step();\nlast();\n'
  expect(statementsOf(text)).toEqual([
    'while (next())\n  ;',
    'for (let at = 0\n  ; at < 3\n  ; at += 1) step();',
    'last();',
  ])
})

it('keeps what is inside within what is around it', () => {
  const file = new SourceFile('a.js', 'function f() {\n  if (a) b()\n  ;(c || d)()\n}\n', '')
  walk(file.program, (node) => {
    if (node.parent)
      expect([node.start >= node.parent.start, node.end <= node.parent.end]).toEqual([true, true])
    return true
  })
})
