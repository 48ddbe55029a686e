import type { PhaseProposals, Planning } from '../../plan/planning.js'
import { facadesOf } from '../facades.js'
import { manualTransaction } from './manual-transaction/manual-transaction.js'

/** Phase 2: what belongs together is written together. */
export async function proposeTransactions(planning: Planning): Promise<PhaseProposals> {
  const { facades, database } = facadesOf(planning)
  const candidates: PhaseProposals['candidates'] = []
  const refusals: PhaseProposals['refusals'] = []
  if (planning.enabled('manual-transaction')) {
    const outcome = await manualTransaction(planning, facades)
    candidates.push(...outcome.candidates)
    refusals.push(...outcome.refusals)
  }
  return { candidates, refusals, database }
}
