import { describe, expect, it } from 'vitest'
import { normalizeEdits } from '../edits/text-edits.js'
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

/** Every alternative replaces `start`–`end`; what is rendered is made of the edits, which must not overlap. */
function settlingEdits(candidates: readonly Candidate[]) {
  return settle({
    candidates,
    render: (active) => {
      normalizeEdits(
        [...active].flatMap(([index, { files }]) =>
          files.flatMap(({ edits }) => edits.map((edit) => ({ ...edit, candidates: [index] }))),
        ),
      )
      return new Map<string, RenderedFile>()
    },
    check: async () => [],
    importsOf: () => [],
  })
}

function replacing(text: string, start: number, end: number, keepsSql = false): Proposal {
  const way = proposal(text)
  return { ...way, keepsSql, files: [{ ...way.files[0]!, edits: [{ start, end, text }] }] }
}

const ways = (...alternatives: Proposal[]): Candidate => ({ usages: ['u'], place, alternatives })

describe('settling changes that edit the same text', () => {
  const taken = async (...candidates: Candidate[]) => {
    const { choices } = await settlingEdits(candidates)
    return choices.map(({ proposal: way, overlaps }) => way?.reason ?? (overlaps ? 'overlaps' : 'none'))
  }

  it('leaves out the later one', async () => {
    expect(await taken(ways(replacing('a', 0, 5)), ways(replacing('b', 3, 8)))).toEqual(['a', 'overlaps'])
  })

  it('leaves out what moves no statement', async () => {
    expect(await taken(ways(replacing('injected', 0, 5, true)), ways(replacing('moved', 0, 9)))).toEqual([
      'overlaps',
      'moved',
    ])
  })

  it('lets what can do otherwise do so', async () => {
    const flexible = ways(replacing('a', 0, 5), replacing('elsewhere', 10, 12))
    expect(await taken(flexible, ways(replacing('b', 3, 8)))).toEqual(['elsewhere', 'b'])
  })

  it('leaves out a change whose own edits overlap', async () => {
    const [one, other] = [replacing('a', 0, 5), replacing('b', 3, 8)]
    const both = { ...one, files: [...one.files, ...other.files] }
    expect(await taken(ways(both), ways(replacing('c', 20, 25)))).toEqual(['overlaps', 'c'])
  })
})
