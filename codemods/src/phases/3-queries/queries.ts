import type { PhaseProposals, Planning, Proposals } from '../../plan/planning.js'
import { facadesOf } from '../facades.js'
import { batchReads } from './batch-reads/batch-reads.js'

const codemods: readonly (readonly [string, (planning: Planning) => Promise<Proposals>])[] = [
  ['batch-reads', batchReads],
]

/** Phase 3: one query instead of many. */
export async function proposeQueries(planning: Planning): Promise<PhaseProposals> {
  const candidates: PhaseProposals['candidates'] = []
  const refusals: PhaseProposals['refusals'] = []
  for (const [name, propose] of codemods) {
    if (!planning.enabled(name)) continue
    const outcome = await propose(planning)
    candidates.push(...outcome.candidates)
    refusals.push(...outcome.refusals)
  }
  return { candidates, refusals, database: facadesOf(planning).database }
}
