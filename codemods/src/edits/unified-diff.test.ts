import { applyPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits, normalizeEdits } from './text-edits.js'
import { editsDiff, unifiedDiff } from './unified-diff.js'

const line = fc.constantFrom('a', 'b', 'let x = 1', '', '\tindented', 'é')
const text = fc
  .tuple(fc.array(line, { maxLength: 40 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
  .map(([lines, eol, ends]) => lines.join(eol) + (ends ? eol : ''))
const cuts = fc.array(fc.tuple(fc.nat(), fc.nat(6), fc.constantFrom('', 'X', 'new\n', 'y\nz\n', '\n')), {
  minLength: 1,
  maxLength: 5,
})

describe('editsDiff', () => {
  it('is a patch that gives what the edits give', () => {
    fc.assert(
      fc.property(text, cuts, (before, wanted) => {
        let from = 0
        const edits = normalizeEdits(
          wanted
            .map(([at, length, replacement]) => ({ at: at % (before.length + 1), length, replacement }))
            .sort((a, b) => a.at - b.at)
            .flatMap(({ at, length, replacement }) => {
              if (at < from) return []
              const end = Math.min(before.length, at + length)
              from = end + 1
              return [{ start: at, end, text: replacement }]
            }),
        )
        const after = applyEdits(before, edits)
        if (after === before) return
        expect(applyPatch(before, editsDiff('a.ts', before, edits))).toBe(after)
      }),
      { numRuns: 500 },
    )
  })

  it('reads like the diff of the whole texts', () => {
    const before = Array.from({ length: 60 }, (_, index) => `line ${index}`).join('\n')
    const at = before.indexOf('line 30')
    const edits = [{ start: at, end: at + 4, text: 'changed' }]
    expect(editsDiff('a.ts', before, edits)).toBe(unifiedDiff('a.ts', before, applyEdits(before, edits)))
  })

  it.each(['\n', '\r\n'])('reads like it where lines are added, taken out and edited side by side', (eol) => {
    const before = Array.from({ length: 60 }, (_, index) => `line ${index}${eol}`).join('')
    const at = (line: number) => before.indexOf(`line ${line}${eol}`)
    const edits = [
      { start: at(1), end: at(1), text: `added${eol}` },
      { start: at(8), end: at(8) + 4, text: 'changed' },
      { start: at(9), end: at(9) + 4, text: `one${eol}two` },
      { start: at(14), end: at(15), text: '' },
      { start: at(40) + 7, end: at(40) + 7, text: ` // more` },
      { start: at(59) + 7, end: at(59) + 7, text: ' // last' },
    ]
    expect(editsDiff('a.ts', before, edits)).toBe(unifiedDiff('a.ts', before, applyEdits(before, edits)))
  })

  it('says nothing of an edit that changes nothing', () => {
    const before = 'one\ntwo\nthree\n'
    const edits = [{ start: 4, end: 7, text: 'two' }]
    expect(editsDiff('a.ts', before, edits)).not.toContain('@@')
  })
})
