import { expect, it } from 'vitest'
import { SourceFile } from '../survey/source-file.js'
import { isNamedInJsDoc } from './named-in-jsdoc.js'

it.each([
  ['/** @type {Item} */', true],
  ['/** @param {Map<string, Item[]>} items all of them */', true],
  ['/** @returns {{ item: Item }} */', true],
  ['/** Like {@link Item}. */', true],
  ['/** @see Item */', true],
  ['/** Item(), for code that works with the driver itself. */', false],
  ['/** @param {string} name of an Item */', false],
  ['/* {Item} */', false],
])('%s', (comment, isNamed) => {
  expect(isNamedInJsDoc(new SourceFile('a.js', `${comment}\nlet a\n`, ''), 'Item')).toBe(isNamed)
  expect(isNamedInJsDoc(new SourceFile('a.ts', `${comment}\nlet a\n`, ''), 'Item')).toBe(false)
})
