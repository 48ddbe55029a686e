import type { PhaseNumber } from '../model.js'
import type { Planning, Proposals } from '../plan/planning.js'
import { proposeFoundation } from './1-foundation/foundation.js'
import { foundationRefusals } from './1-foundation/refusals.js'
import { swapDriver } from './1-foundation/swap-driver/swap-driver.js'
import { transactionRefusals } from './2-transactions/refusals.js'
import { transactionCodemods } from './2-transactions/transactions.js'
import { movingCodemods, queryCodemods } from './3-queries/queries.js'
import { queryRefusals } from './3-queries/refusals.js'
import { resilienceRefusals } from './4-resilience/refusals.js'
import { resilienceCodemods } from './4-resilience/resilience.js'
import { cleanupCodemods, leftoverCodemods } from './5-cleanup/cleanup.js'
import { cleanupRefusals } from './5-cleanup/refusals.js'
import { documentationCodemods } from './6-documentation/documentation.js'
import { documentationRefusals } from './6-documentation/refusals.js'
import { type CodemodTable, inTurn } from './in-turn.js'
import type { RefusalTable } from './refusal-table.js'

export interface Phase {
  readonly number: PhaseNumber
  readonly name: string
  /** One sentence. */
  readonly goal: string
  /** Codemods in the order they run; empty while the phase has none. */
  readonly codemods: readonly string[]
  /** Codemods that need no accessor of a client. */
  readonly withoutAccessor?: readonly string[]
  /** What `verify` measures. */
  readonly gate: string
  readonly plan: {
    /** A step before all others, where one of them refuses for the lack of it, or it is named. */
    readonly before?: {
      readonly codemod: string
      readonly refusal: string
      readonly propose: (planning: Planning) => Promise<Proposals>
    }
    readonly propose: (planning: Planning) => Promise<Proposals>
    /** Further steps, each on the project as the steps before it leave it. */
    readonly afterwards?: readonly ((planning: Planning) => Promise<Proposals>)[]
    readonly refusals: RefusalTable
  }
}

/** A phase whose codemods do not depend on each other. */
function phase(
  about: Pick<Phase, 'number' | 'name' | 'goal' | 'gate' | 'withoutAccessor'>,
  table: CodemodTable,
  refusals: RefusalTable,
  afterwards: readonly CodemodTable[] = [],
): Phase {
  return {
    ...about,
    codemods: [...new Set([table, ...afterwards].flatMap((step) => Object.keys(step)))],
    plan: { propose: inTurn(table), afterwards: afterwards.map(inTurn), refusals },
  }
}

export const phases: readonly Phase[] = [
  {
    number: 1,
    name: 'foundation',
    goal: 'Data access runs over the pool, through injected repositories.',
    codemods: [
      'swap-driver',
      'facade-accessor',
      'parametrize-sql',
      'extract-repository',
      'inject-repository',
      'wire-health',
    ],
    withoutAccessor: ['swap-driver'],
    gate: 'No regression: the recorded workload on the pool against the singleton.',
    plan: {
      before: {
        codemod: 'swap-driver',
        refusal: 'driver-deprecated',
        propose: async (planning) => swapDriver(planning),
      },
      propose: proposeFoundation,
      refusals: foundationRefusals,
    },
  },
  phase(
    {
      number: 2,
      name: 'transactions',
      goal: 'What belongs together is written together, or not at all.',
      gate: 'Integrity under concurrency: invariants hold, no deadlock.',
    },
    transactionCodemods,
    transactionRefusals,
  ),
  phase(
    {
      number: 3,
      name: 'queries',
      goal: 'One query instead of many, and cached where it pays.',
      gate: 'At least 50% less time on the hot queries; no stale read.',
    },
    movingCodemods,
    queryRefusals,
    [queryCodemods],
  ),
  phase(
    {
      number: 4,
      name: 'resilience',
      goal: 'Failures are typed, retried where that is safe, and contained.',
      gate: 'Availability under an injected fault schedule.',
    },
    resilienceCodemods,
    resilienceRefusals,
  ),
  phase(
    {
      number: 5,
      name: 'cleanup',
      goal: 'The accessor, the facade, decided flags and everything only they kept alive are gone.',
      withoutAccessor: ['remove-flag', 'remove-duplicates'],
      gate: 'Zero legacy usages, zero dead code, one pattern per concern.',
    },
    cleanupCodemods,
    cleanupRefusals,
    leftoverCodemods,
  ),
  phase(
    {
      number: 6,
      name: 'documentation',
      goal: 'The documents describe what is there.',
      gate: 'Every generated section current, no stale mention.',
    },
    documentationCodemods,
    documentationRefusals,
  ),
]

export function phaseNumbered(number: number): Phase | undefined {
  return phases.find((phase) => phase.number === number)
}
