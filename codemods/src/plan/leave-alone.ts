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
  const isLeft = (usage: string) => reasons.has(usage) || skipped.has(usage)
  const leave = (candidate: Candidate, usages: readonly string[], reason: string | undefined) => {
    for (const usage of usages) {
      refusals.push({
        usage,
        codemod: candidate.alternatives[0]!.codemod,
        id: reason === undefined ? 'skipped-by-hand' : 'ignored-in-code',
        place: places.get(usage) ?? candidate.place,
        ...(reason !== undefined && { detail: reason }),
      })
    }
  }
  const kept = candidates.flatMap((candidate) => {
    const left = candidate.usages.filter(isLeft)
    if (left.length === 0) return [candidate]
    // A facade, a new driver serve many places: one that is left alone does not take it from the others.
    if (candidate.foundation !== undefined || left.every((usage) => candidate.served?.includes(usage))) {
      for (const usage of left) leave(candidate, [usage], reasons.get(usage))
      const { usages, served } = candidate
      const remains = (usage: string) => !isLeft(usage)
      return [
        { ...candidate, usages: usages.filter(remains), ...(served && { served: served.filter(remains) }) },
      ]
    }
    const reason = left.map((usage) => reasons.get(usage)).find((text) => text !== undefined)
    leave(candidate, candidate.usages, reason)
    return []
  })
  return { candidates: kept, refusals }
}
