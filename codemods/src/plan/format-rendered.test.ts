import { describe, expect, it } from 'vitest'
import { applyEdits } from '../edits/text-edits.js'
import type { PlannedText, ProjectFormatting } from '../formatting/project-formatting.js'
import { formatRendered, lineEdits } from './format-rendered.js'
import { type OwnedEdit, type RenderedPlanFile, segmentsOf } from './render.js'

const by = (texts: Readonly<Record<string, string>>) =>
  ({
    format: async (files: readonly PlannedText[]) =>
      new Map(files.flatMap(({ path }) => (path in texts ? [[path, texts[path]!]] : []))),
  }) as unknown as ProjectFormatting

function edited(before: string, edits: readonly OwnedEdit[]): RenderedPlanFile {
  return { kind: 'edit', before, edits, text: applyEdits(before, edits), segments: segmentsOf(edits) }
}

async function formatted(file: RenderedPlanFile, text: string): Promise<RenderedPlanFile> {
  return (await formatRendered(by({ 'a.ts': text }), new Map([['a.ts', file]]))).get('a.ts')!
}

describe('formatted plans', () => {
  it.each([
    ['', 'a\n'],
    ['a\n', ''],
    ['a\nb\nc\n', 'a\nc\n'],
    ['f(\n  a,\n  b,\n)\nrest', 'f(a, b)\nrest'],
    ['a\r\n\r\nb\r\n', 'a\r\nb\r\n'],
    ['a\r\nb\r\n', 'a\r\n\r\nb\r\n'],
    ['a\nb\n', 'a\r\nb\r\n'],
  ])('line edits make %j into %j', (from, to) => {
    expect(applyEdits(from, lineEdits(from, to))).toBe(to)
  })

  it('gives what the formatter moves to whose change it is', async () => {
    const before = 'one()\nkeep()\ntwo()\n'
    const file = edited(before, [
      { start: 0, end: 5, text: 'one(a,b)', candidates: [0] },
      { start: 13, end: 18, text: 'two(c,d)', candidates: [1] },
    ])
    const result = await formatted(file, 'one(a, b)\nkeep()\ntwo(c, d)\n')
    expect(applyEdits(before, result.edits)).toBe(result.text)
    expect(result.edits.map(({ candidates }) => candidates)).toEqual([[0], [1]])
    expect(
      result.segments.map(({ candidate, start, end }) => [candidate, result.text.slice(start, end)]),
    ).toEqual([
      [0, 'one(a, b)'],
      [1, 'two(c, d)'],
    ])
  })

  it('gives what it moves elsewhere to the nearest, to be shown once', async () => {
    const before = 'b\na\nrest()\n'
    const edit = { start: 4, end: 8, text: 'best', candidates: [3] }
    const result = await formatted(edited(before, [edit]), 'a\nb\nbest()\n')
    expect(applyEdits(before, result.edits)).toBe(result.text)
    expect(result.edits.map(({ candidates, shared }) => [candidates, shared === true])).toEqual([
      [[3], true],
      [[3], false],
    ])
  })

  it('keeps the parts of created files apart', async () => {
    const text = 'head\nfirst(a,b)\n\nsecond(c,d)\n'
    const created: RenderedPlanFile = {
      kind: 'create',
      before: '',
      text,
      edits: [{ start: 0, end: 0, text, candidates: [0, 1] }],
      segments: [
        { candidate: 0, start: 5, end: 16 },
        { candidate: 1, start: 17, end: 29 },
      ],
    }
    const result = await formatted(created, 'head\nfirst(\n  a,\n  b,\n)\n\nsecond(c, d)\n')
    expect(result.edits.map((edit) => edit.text)).toEqual([result.text])
    expect(result.segments.map(({ start, end }) => result.text.slice(start, end))).toEqual([
      'first(\n  a,\n  b,\n)\n',
      'second(c, d)\n',
    ])
  })

  it('leaves a text in which a comment would excuse another line', async () => {
    const before = '// @ts-expect-error it is so\nf(1)\n'
    const file = edited(before, [{ start: 31, end: 32, text: '1,2', candidates: [0] }])
    expect(await formatted(file, '// @ts-expect-error it is so\nf(\n  1,\n  2,\n)\n')).toBe(file)
  })

  it('leaves what is no code, no document and no manifest alone', async () => {
    const files = new Map([['a.sql', edited('a\n', [{ start: 0, end: 1, text: 'b', candidates: [0] }])]])
    expect(await formatRendered(by({ 'a.sql': 'c\n' }), files)).toEqual(files)
  })
})
