import { legacyNames } from '../../../documents/legacy-names.js'
import { type StaleMention, staleMentions } from '../../../documents/stale-mentions.js'
import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Candidate } from '../../../plan/proposal.js'

const codemod = 'stale-docs'
const reasons = {
  code: 'nothing-to-say-instead',
  prose: 'mention-in-prose',
  sample: 'mention-in-sample',
} as const

/** Rewords Markdown, docstrings and comments that name the legacy client, where the name stands for itself. */
export function staleDocs(planning: Planning): Proposals {
  const mentions = staleMentions(planning.survey.project, legacyNames(planning))
  const proposals: Proposals = { candidates: [], refusals: [] }
  const byFile = new Map<string, StaleMention[]>()
  for (const mention of mentions) {
    const { file } = mention.place
    if (planning.inScope(file)) byFile.set(file, [...(byFile.get(file) ?? []), mention])
  }
  for (const [file, own] of byFile) {
    const mechanical = own.filter(({ instead }) => instead !== undefined)
    if (mechanical.length > 0) proposals.candidates.push(reworded(file, mechanical))
    own.forEach((mention, index) => {
      if (mention.instead !== undefined) return
      proposals.refusals.push({
        usage: `${codemod}:${file}#${mention.name}-${index + 1}`,
        codemod,
        id: mention.isDeclared ? 'not-gone-yet' : reasons[mention.context],
        place: mention.place,
        detail: mention.name,
      })
    })
  }
  return proposals
}

function reworded(file: string, mentions: readonly StaleMention[]): Candidate {
  const names = [...new Set(mentions.map(({ name }) => name))].sort()
  const edits = mentions.map(({ place, instead }) => ({ start: place.start, end: place.end, text: instead! }))
  return {
    usages: [`${codemod}:${file}`],
    place: mentions[0]!.place,
    alternatives: [
      {
        codemod,
        reason: `${file} still names ${names.join(', ')}.`,
        files: [{ path: file, edits, imports: [], removedReferences: [] }],
      },
    ],
  }
}
