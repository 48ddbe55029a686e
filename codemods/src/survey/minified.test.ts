import { expect, it } from 'vitest'
import { isMinified } from './minified.js'

it.each([
  ['statement(1);'.repeat(1_000), true],
  [`/*! licence */\n${'a=b;'.repeat(5_000)}\n//# sourceMappingURL=a.js.map\n`, true],
  ['const a = 1\n'.repeat(1_000), false],
  [`const rows = [${'1,'.repeat(1_000)}]\n`, false],
  [`const text = '${'x'.repeat(20_000)}'\n${'use(text)\n'.repeat(200)}`, false],
])('%.20s…', (text, expected) => {
  expect(isMinified(text)).toBe(expected)
})
