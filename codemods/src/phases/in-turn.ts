import type { TextEdit } from '../model.js'
import type { PhaseProposals, Planning, Proposals } from '../plan/planning.js'
import type { Candidate } from '../plan/proposal.js'
import type { Facade } from './1-foundation/facade-accessor/facade-accessor.js'
import { facadesOf } from './facades.js'

/** What a codemod is: it reads the project and proposes changes, or refuses; the planner renders and rehearses them. */
export type Codemod = (
  planning: Planning,
  /** The facades of phase 1, by accessor. */
  facades: ReadonlyMap<string, Facade>,
) => Proposals | Promise<Proposals>

/** A phase's codemods, by name, in the order they run. */
export type CodemodTable = Readonly<Record<string, Codemod>>

/** Asks the codemods that are enabled, one after the other. */
export function inTurn(codemods: CodemodTable): (planning: Planning) => Promise<PhaseProposals> {
  return async (planning) => {
    const { facades, database } = facadesOf(planning)
    const candidates: PhaseProposals['candidates'] = []
    const refusals: PhaseProposals['refusals'] = []
    for (const [name, codemod] of Object.entries(codemods)) {
      if (!planning.enabled(name)) continue
      const proposals = await codemod(planning, facades)
      candidates.push(...proposals.candidates)
      refusals.push(...proposals.refusals)
    }
    const apart = withoutOverlaps(candidates)
    return { candidates: apart.candidates, refusals: [...refusals, ...apart.refusals], database }
  }
}

/** Changes that want the same text cannot both be made: the later ones wait for the next run. */
export function withoutOverlaps(candidates: readonly Candidate[]): Proposals {
  const taken = new Map<string, TextEdit[]>()
  const kept: Candidate[] = []
  const refusals: Proposals['refusals'] = []
  for (const candidate of candidates) {
    const own = candidate.alternatives.flatMap((proposal) => proposal.files)
    const collides = own.some(({ path, edits }) =>
      edits.some((edit) => taken.get(path)?.some((other) => overlap(edit, other))),
    )
    if (collides) {
      for (const usage of candidate.usages) {
        const [proposal] = candidate.alternatives
        refusals.push({ usage, codemod: proposal!.codemod, id: 'same-code', place: candidate.place })
      }
      continue
    }
    for (const { path, edits } of own) taken.set(path, [...(taken.get(path) ?? []), ...edits])
    kept.push(candidate)
  }
  return { candidates: kept, refusals }
}

function overlap(a: TextEdit, b: TextEdit): boolean {
  const isSame = a.start === b.start && a.end === b.end && a.text === b.text
  return !isSame && a.start < b.end && b.start < a.end
}
