import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { TextEdit } from '../model.js'
import { composeEdits, offsetBefore } from './compose-edits.js'
import { applyEdits } from './text-edits.js'

/** Sorted edits that do not overlap, of a text of some length. */
function editsOf(length: number): fc.Arbitrary<TextEdit[]> {
  const point = fc.integer({ min: 0, max: length })
  return fc.uniqueArray(point, { maxLength: 8 }).chain((points) => {
    const sorted = [...points].sort((a, b) => a - b)
    const pairs = sorted.flatMap((start, index) =>
      index % 2 === 0 ? [{ start, end: sorted[index + 1] ?? start }] : [],
    )
    return fc.tuple(...pairs.map((range) => fc.string({ maxLength: 3 }).map((text) => ({ ...range, text }))))
  })
}

it('does in one what two sets of edits do in turn', () => {
  const cases = fc.string({ maxLength: 30 }).chain((text) =>
    editsOf(text.length).chain((first) => {
      const middle = applyEdits(text, first)
      return editsOf(middle.length).map((second) => ({ text, first, middle, second }))
    }),
  )
  fc.assert(
    fc.property(cases, ({ text, first, middle, second }) => {
      const composed = composeEdits(text.length, first, second)
      expect(applyEdits(text, composed)).toBe(applyEdits(middle, second))
      for (const [index, edit] of composed.entries())
        if (index > 0) expect(edit.start).toBeGreaterThanOrEqual(composed[index - 1]!.end)
    }),
  )
})

it('touches nothing outside of the edits', () => {
  const composed = composeEdits(6, [{ start: 1, end: 2, text: 'XY' }], [{ start: 5, end: 6, text: '' }])
  expect(composed).toEqual([
    { start: 1, end: 2, text: 'XY' },
    { start: 4, end: 5, text: '' },
  ])
})

it('tells where a kept character stood', () => {
  const cases = fc
    .uniqueArray(fc.integer({ min: 97, max: 122 }), { maxLength: 20 })
    .map((codes) => String.fromCharCode(...codes))
    .chain((text) => editsOf(text.length).map((edits) => ({ text, edits })))
  fc.assert(
    fc.property(cases, ({ text, edits }) => {
      const own = edits.map((edit) => ({ ...edit, text: edit.text.toUpperCase().replace(/[a-z]/g, '-') }))
      for (const [offset, character] of [...applyEdits(text, own)].entries())
        if (/[a-z]/.test(character)) expect(text[offsetBefore(own, offset)]).toBe(character)
    }),
  )
})
