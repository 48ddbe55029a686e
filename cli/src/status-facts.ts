import {
  type Accessor,
  codeOwners,
  excessOf,
  findMarkers,
  type Ledger,
  ledgerOf,
  listRuns,
  matchIgnores,
  parseLedger,
  type Refusal,
  type Run,
  readLedger,
  type SurveySummary,
  total,
  type Usage,
} from '@duckshift/codemods/status'
import { type StatusMarker, type StatusReport, statusReport, type TrendPoint } from '@duckshift/reports'
import { ledgerHistory } from './git.js'
import type { Session } from './session.js'

/** What a survey, or a stored plan, knows. */
interface Found extends Partial<Pick<SurveySummary, 'project' | 'unreadable'>> {
  readonly accessors: readonly Accessor[]
  readonly usages: readonly Usage[]
}

/** The status with everything the project keeps beside its code: runs, ledger, its history, owners, markers. */
export function currentStatus(
  session: Session,
  found: Found,
  refusals: readonly Pick<Refusal, 'usage' | 'id'>[],
  { ledger = readLedger(session.root) }: { readonly ledger?: Ledger | undefined } = {},
): StatusReport {
  const { root } = session
  const { accessors, usages, project, unreadable = [] } = found
  const { todos, ignores } = project ? findMarkers(project) : { todos: [], ignores: [] }
  const { reasons, unused } = matchIgnores(ignores, usages)
  const runs = listRuns(root)
  const left = usages.filter((usage) => !reasons.has(usage.id))
  const markers: StatusMarker[] = [
    ...todos,
    ...unused.map(({ file, line, reason }) => ({ kind: 'unused-ignore' as const, file, line, text: reason })),
    ...ignores
      .filter(({ reason }) => !reason)
      .map(({ file, line }) => ({ kind: 'ignore-without-reason' as const, file, line, text: '' })),
  ]
  return statusReport({
    accessors,
    usages,
    runs,
    refusals,
    unreadable,
    markers,
    ignored: reasons,
    ownersOf: codeOwners(root),
    trend: trendOf(root, runs, left.filter((usage) => !usage.inTest).length),
    ...(ledger && { ledger: { allowed: total(ledger), excess: excessOf(ledger, ledgerOf(left, todos)) } }),
  })
}

/** From the ledger's commits where there are some, else from the runs. Ends with now. */
function trendOf(root: string, runs: readonly Run[], usages: number): TrendPoint[] {
  const now = { at: new Date().toISOString(), usages, source: 'now' }
  const committed = ledgerHistory(root).flatMap(({ commit, at, text }) => {
    try {
      return [{ at, usages: productionTotal(text), source: commit }]
    } catch {
      return []
    }
  })
  if (committed.length > 0) return [...committed, now]
  const applied = runs.filter((run) => run.state === 'applied')
  let before = usages + applied.reduce((sum, run) => sum + run.usages, 0)
  return applied.length === 0
    ? []
    : [
        ...applied.map((run) => {
          const point = { at: run.appliedAt, usages: before, source: run.id }
          before -= run.usages
          return point
        }),
        now,
      ]
}

/** Phase 5 counts the tests' usages among others: the trend tells of production code. */
function productionTotal(text: string): number {
  let sum = 0
  for (const { counts } of parseLedger(text).values())
    for (const [key, count] of counts) if (key !== '5' && key !== 'todo') sum += count
  return sum
}
