import { findMarkers, matchIgnores } from '../markers/find-markers.js'
import type { Survey } from '../survey/survey.js'
import type { Candidate, RefusalDraft } from './proposal.js'

export interface LeftAlone {
  readonly candidates: readonly Candidate[]
  readonly refusals: readonly RefusalDraft[]
}

/** Takes out the candidates of usages that a comment ignores, or that somebody skipped. */
export function leaveAlone(
  found: Survey,
  candidates: readonly Candidate[],
  skipped: ReadonlySet<string> = new Set(),
): LeftAlone {
  const { reasons } = matchIgnores(findMarkers(found.project).ignores, found.usages)
  if (reasons.size === 0 && skipped.size === 0) return { candidates, refusals: [] }
  const places = new Map(found.usages.map((usage) => [usage.id, usage]))
  const refusals: RefusalDraft[] = []
  const kept = candidates.filter((candidate) => {
    const reason = candidate.usages.map((usage) => reasons.get(usage)).find((text) => text !== undefined)
    const isSkipped = candidate.usages.some((usage) => skipped.has(usage))
    if (reason === undefined && !isSkipped) return true
    for (const usage of candidate.usages) {
      refusals.push({
        usage,
        codemod: candidate.alternatives[0]!.codemod,
        id: reason === undefined ? 'skipped-by-hand' : 'ignored-in-code',
        place: places.get(usage) ?? candidate.place,
        ...(reason !== undefined && { detail: reason }),
      })
    }
    return false
  })
  return { candidates: kept, refusals }
}
