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

/** One statement per table: hundreds of inputs are filled in for every case. */
export function inserts({ items, tags }: Rows): string[] {
  const all = (table: string, values: readonly string[]) =>
    values.length > 0 ? [`INSERT INTO ${table} VALUES ${values.join(', ')}`] : []
  return [
    ...all(
      'items (id, name, price, category)',
      items.map(
        ({ id, name, price, category }) => `(${id}, ${text(name)}, ${price ?? 'NULL'}, ${text(category)})`,
      ),
    ),
    ...all(
      'tags',
      tags.map((row) => `(${row.item_id}, ${text(row.tag)})`),
    ),
  ]
}
