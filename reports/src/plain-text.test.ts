import { describe, expect, it } from 'vitest'
import { plainLine, plainText } from './plain-text.js'

describe('plainText', () => {
  it.each([
    ['\u001b[31mred', '\\u001b[31mred'],
    ['a\u202Eb', 'a\\u202eb'],
    ['\u{E0041}', '\\u{e0041}'],
    ['one\r\ntwo\rthree\tfour', 'one\ntwo\\u000dthree\tfour'],
    ['::error::x', '\\u003a:error::x'],
    ['  ##[group]x', '  \\u0023#[group]x'],
    ['a::b ## c', 'a::b ## c'],
    ['日本語 ü 👍🏽', '日本語 ü 👍🏽'],
  ])('%j becomes %j', (text, expected) => expect(plainText(text)).toBe(expected))
})

describe('plainLine', () => {
  it('is one line', () => expect(plainLine('a\nb\tc')).toBe('a\\u000ab\\u0009c'))
})
