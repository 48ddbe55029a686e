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
