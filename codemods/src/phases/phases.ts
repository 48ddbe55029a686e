import type { PhaseNumber } from '../model.js'
import type { PhaseProposals, Planning } from '../plan/planning.js'
import { proposeFoundation } from './1-foundation/foundation.js'
import { foundationRefusals } from './1-foundation/refusals.js'
import { transactionRefusals } from './2-transactions/refusals.js'
import { proposeTransactions } from './2-transactions/transactions.js'
import type { RefusalTable } from './refusal-table.js'

export interface Phase {
  readonly number: PhaseNumber
  readonly name: string
  /** One sentence. */
  readonly goal: string
  /** Codemods in the order they run; empty while the phase has none. */
  readonly codemods: readonly string[]
  /** What `verify` measures. */
  readonly gate: string
  /** Absent while the phase has no codemods. */
  readonly plan?: {
    readonly propose: (planning: Planning) => Promise<PhaseProposals>
    readonly refusals: RefusalTable
  }
}

export const phases: readonly Phase[] = [
  {
    number: 1,
    name: 'foundation',
    goal: 'Data access runs over the pool, through injected repositories.',
    codemods: ['facade-accessor', 'parametrize-sql', 'extract-repository', 'inject-repository'],
    gate: 'No regression: the recorded workload on the pool against the singleton.',
    plan: { propose: proposeFoundation, refusals: foundationRefusals },
  },
  {
    number: 2,
    name: 'transactions',
    goal: 'What belongs together is written together, or not at all.',
    codemods: ['manual-transaction'],
    gate: 'Integrity under concurrency: invariants hold, no deadlock.',
    plan: { propose: proposeTransactions, refusals: transactionRefusals },
  },
  {
    number: 3,
    name: 'queries',
    goal: 'One query instead of many, and cached where it pays.',
    codemods: [],
    gate: 'At least 50% less time on the hot queries; no stale read.',
  },
  {
    number: 4,
    name: 'resilience',
    goal: 'Failures are typed, retried where that is safe, and contained.',
    codemods: [],
    gate: 'Availability under an injected fault schedule.',
  },
  {
    number: 5,
    name: 'cleanup',
    goal: 'The accessor, the facade and everything only they kept alive are gone.',
    codemods: [],
    gate: 'Zero legacy usages, zero dead code.',
  },
  {
    number: 6,
    name: 'documentation',
    goal: 'The documents describe what is there.',
    codemods: [],
    gate: 'Every generated section current, no stale mention.',
  },
]

export function phaseNumbered(number: number): Phase | undefined {
  return phases.find((phase) => phase.number === number)
}
