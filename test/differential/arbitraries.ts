import fc from 'fast-check'

export interface Rows {
  readonly items: readonly { id: number; name: string; price: number | null; category: string | null }[]
  readonly tags: readonly { item_id: number; tag: string }[]
}

const word = fc.constantFrom('a', 'b', 'c', "it's", '')

/** Rows of the cases' two tables, small enough that keys are met, missed and repeated. */
export const rows: fc.Arbitrary<Rows> = fc.record({
  items: fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 0, max: 8 }),
      name: word,
      price: fc.option(fc.integer({ min: -5, max: 20 }), { nil: null }),
      category: fc.option(word, { nil: null }),
    }),
    { selector: (item) => item.id, maxLength: 8 },
  ),
  tags: fc.uniqueArray(fc.record({ item_id: fc.integer({ min: 0, max: 8 }), tag: word }), {
    selector: (row) => `${row.item_id} ${row.tag}`,
    maxLength: 12,
  }),
})

export const id = fc.integer({ min: -1, max: 9 })
export const ids = fc.array(id, { maxLength: 8 })
export { word }

const text = (value: string | null) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`)

export function inserts({ items, tags }: Rows): string[] {
  return [
    ...items.map(
      (item) =>
        `INSERT INTO items (id, name, price, category) VALUES (${item.id}, ${text(item.name)}, ${item.price ?? 'NULL'}, ${text(item.category)})`,
    ),
    ...tags.map((row) => `INSERT INTO tags VALUES (${row.item_id}, ${text(row.tag)})`),
  ]
}
