import { withoutOverlaps } from '../plan/overlaps.js'
import type { Planning, Proposals } from '../plan/planning.js'
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
export function inTurn(codemods: CodemodTable): (planning: Planning) => Promise<Proposals> {
  return async (planning) => {
    const { facades } = facadesOf(planning)
    const candidates: Proposals['candidates'] = []
    const refusals: Proposals['refusals'] = []
    for (const [name, codemod] of Object.entries(codemods)) {
      if (!planning.enabled(name)) continue
      const proposals = await codemod(planning, facades)
      candidates.push(...proposals.candidates)
      refusals.push(...proposals.refusals)
    }
    const apart = withoutOverlaps(candidates)
    return { candidates: apart.candidates, refusals: [...refusals, ...apart.refusals] }
  }
}
