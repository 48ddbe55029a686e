import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { applyEdits } from '../edits/text-edits.js'
import { newDocument, sectionState } from './generated-section.js'

it.each(['\n', '\r\n'])('a body with foreign line endings stays current in a file of %j', (eol) => {
  const section = { id: 'migration', title: 'Guide', file: 'docs/guide.md', body: 'One\r\n\ntwo\r\n' }
  expect(newDocument(section)).not.toContain('\r')
  const text = newDocument({ ...section, body: 'old' }).replaceAll('\n', eol)
  const state = sectionState(text, section)
  if (state.state !== 'outdated') throw new Error(state.state)
  const after = applyEdits(text, [state.edit])
  expect(after.split(eol)).toContain('two')
  expect(sectionState(after, section)).toEqual({ state: 'current' })
})

it('a section stays current when a formatter went over it, and not when somebody wrote into it', () => {
  const body = [
    'All *three* of them:',
    '| name | type |\n| --- | --- |\n| `a` | `x \\| y` |',
    "```ts\ninterface Row {\n  a: 'x' | 'y'\n}\n```",
  ].join('\n\n')
  const section = { id: 'data-access', title: 'Reference', file: 'docs/data.md', body }
  const text = newDocument(section)
  const formatted = text
    .replace('*three*', '_three_')
    .replace('-->\n', '-->\n\n')
    .replace('\n<!-- duckshift:end', '\n\n<!-- duckshift:end')
    .replace('| name | type |\n| --- | --- |\n| `a` |', '| name | type     |\n| ---- | -------- |\n| `a`  |')
    .replace("a: 'x' | 'y'\n", 'a: "x" | "y";\n')
  expect(formatted).not.toBe(text)
  expect(sectionState(formatted, section)).toEqual({ state: 'current' })
  expect(sectionState(formatted.replace('three', 'four'), section).state).toBe('edited')
  expect(sectionState(formatted, { ...section, body: 'Other.' }).state).toBe('outdated')
})

it('a section of an earlier version, with the hash of its text as it stood, is not taken for edited', () => {
  const section = { id: 'data-access', title: 'Reference', file: 'docs/data.md', body: '| a |\n| --- |' }
  const hash = createHash('sha256').update(`${section.body}\n`).digest('hex').slice(0, 16)
  const text = newDocument(section).replace(/begin data-access [0-9a-f]+/, `begin data-access ${hash}`)
  expect(sectionState(text, section)).toEqual({ state: 'current' })
  expect(sectionState(text, { ...section, body: 'new' }).state).toBe('outdated')
})
