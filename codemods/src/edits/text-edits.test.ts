import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TextEdit } from '../model.js'
import { applyEdits, normalizeEdits, OverlappingEditsError } from './text-edits.js'

/** A text cut into kept and replaced pieces, in any order: what edits are, seen from the other side. */
const pieces = fc.array(
  fc.record({
    kept: fc.string({ maxLength: 8 }),
    replaced: fc.string({ maxLength: 5 }),
    by: fc.string({ maxLength: 5 }),
  }),
  { maxLength: 12 },
)

describe('text edits', () => {
  it('replace what they name and keep every other character, in whatever order they come', () => {
    fc.assert(
      fc.property(pieces, fc.infiniteStream(fc.nat()), (parts, order) => {
        let before = ''
        let after = ''
        const edits: TextEdit[] = []
        for (const { kept, replaced, by } of parts) {
          before += `${kept}|`
          after += `${kept}|`
          if (replaced || by)
            edits.push({ start: before.length, end: before.length + replaced.length, text: by })
          before += replaced
          after += by
        }
        const shuffled = edits
          .map((edit) => ({ edit, key: order.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ edit }) => edit)
        expect(applyEdits(before, normalizeEdits(shuffled))).toBe(after)
      }),
      { numRuns: 500 },
    )
  })

  it('are made once when asked for twice', () => {
    const edit = { start: 1, end: 2, text: 'x' }
    expect(normalizeEdits([edit, { ...edit }])).toEqual([edit])
  })

  it('never overlap', () => {
    expect(() =>
      normalizeEdits([
        { start: 0, end: 4, text: '' },
        { start: 3, end: 5, text: 'x' },
      ]),
    ).toThrow(OverlappingEditsError)
  })
})
