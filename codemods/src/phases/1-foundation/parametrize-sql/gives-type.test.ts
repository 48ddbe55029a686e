import { expect, it } from 'vitest'
import { givesType } from './gives-type.js'

const written: [boolean, string][] = [
  [true, 'SELECT id, # AS rate FROM items'],
  [true, 'SELECT # AS rate'],
  [true, 'SELECT sum(price * (#)) FROM items'],
  [true, 'SELECT sum((#) * price) FROM items'],
  [true, 'SELECT coalesce(amount, #) FROM items'],
  [true, 'SELECT id FROM items WHERE amount > (SELECT greatest(max(amount), #) FROM items)'],
  [true, 'INSERT INTO totals SELECT sum(coalesce(amount, #)) FROM items'],
  [true, 'SELECT id FROM (SELECT id, # AS rate FROM items)'],
  [true, 'DELETE FROM items WHERE id = 1 RETURNING id, #'],
  [false, 'SELECT id FROM items WHERE price > #'],
  [false, 'SELECT id FROM items WHERE price IN (1, #)'],
  [false, 'SELECT round(price, #) FROM items'],
  [false, "SELECT ')', id FROM items LIMIT #"],
  [false, 'INSERT INTO items VALUES (1, #), (2, #)'],
  [false, 'INSERT INTO items (id, price) SELECT id, # FROM others'],
  [false, 'UPDATE items SET price = # WHERE id = 1'],
  [false, 'SELECT r FROM range(1, #) AS g(r)'],
]

it.each(written)('%s: %s', (expected, sql) => {
  const [before, after] = sql.split('#')
  expect(givesType(before!, after!)).toBe(expected)
})
