export enum Texts {
  All = 'SELECT id FROM items',
  Again = All,
}

const OUTER = 'SELECT name FROM items'

export enum Named {
  Outer = OUTER,
}

export const computed = { all: 'SELECT id FROM items', ['a' + 'll']: 'SELECT name FROM items' } as const

export const checked = { all: 'SELECT price FROM items' } as const satisfies Record<string, string>

export const windows = `SELECT id, 'a\r\nb' AS text FROM items`

function replaced() {
  return 'SELECT id FROM items'
}
// @ts-expect-error A function is no variable.
replaced = () => 'SELECT name FROM items'
export { replaced }
