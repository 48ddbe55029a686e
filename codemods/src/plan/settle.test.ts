import { describe, expect, it } from 'vitest'
import type { Candidate, Proposal } from './proposal.js'
import { type PlacedDiagnostic, type RenderedFile, settle } from './settle.js'

const place = { file: 'a.ts', start: 0, end: 1, line: 1, column: 1 }

function proposal(text: string): Proposal {
  const edit = { start: 0, end: 0, text }
  return {
    codemod: 'c',
    reason: text,
    files: [{ path: 'a.ts', edits: [edit], imports: [], removedReferences: [] }],
  }
}

const candidate = (...texts: string[]): Candidate => ({
  usages: texts,
  place,
  alternatives: texts.map(proposal),
})

/** Finds fault with `used.ts`, which imports what is edited, for as long as somebody proposes `bad`. */
function settling(candidates: readonly Candidate[]) {
  let isBad = false
  const diagnostic: PlacedDiagnostic = {
    ...place,
    file: 'used.ts',
    code: 18048,
    message: 'possibly undefined',
  }
  return settle({
    candidates,
    render: (active) => {
      isBad = [...active.values()].some(({ reason }) => reason === 'bad')
      return new Map<string, RenderedFile>([['a.ts', { kind: 'edit', text: '', segments: [] }]])
    },
    check: async () => (isBad ? [diagnostic] : []),
    importsOf: (file) => (file === 'used.ts' ? ['a.ts'] : []),
  })
}

describe('settling changes that one file has something against from afar', () => {
  it('lets those that can do otherwise do so, and leaves the others as they are', async () => {
    const { choices } = await settling([candidate('only'), candidate('bad', 'good')])
    expect(choices.map(({ proposal: taken }) => taken?.reason)).toEqual(['only', 'good'])
  })

  it('gives up what has no other way', async () => {
    const { choices } = await settling([candidate('bad')])
    expect(choices.map(({ proposal: taken }) => taken?.reason)).toEqual([undefined])
  })
})
