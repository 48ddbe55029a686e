import { expect, it } from 'vitest'
import { mayRead } from './context-slots.js'

it('takes a name as it is, whatever characters it has', () => {
  expect(mayRead("const db = c.get('a(b')", 'a(b')).toBe(true)
  expect(mayRead('const { $db } = context', 'db')).toBe(true)
  expect(mayRead('request.rdb.all()', 'db')).toBe(false)
})
