import {
  type Accessor,
  type ConsistencyFinding,
  codeOwners,
  consistencyRules,
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
import {
  type StatusDeadCode,
  type StatusMarker,
  type StatusReport,
  statusReport,
  type TrendPoint,
} from '@duckshift/reports/status'
import { storedGates } from './gates/gate-store.js'
import { ledgerHistory } from './git.js'
import type { Session } from './session.js'

/** What a survey, or a stored plan, knows. */
interface Found extends Partial<Pick<SurveySummary, 'project' | 'unreadable'>> {
  readonly accessors: readonly Accessor[]
  readonly usages: readonly Usage[]
  readonly consistency?: readonly ConsistencyFinding[]
}

/** The status with everything the project keeps beside its code: runs, ledger, its history, owners, markers. */
export function currentStatus(
  session: Session,
  found: Found,
  refusals: readonly Pick<Refusal, 'usage' | 'id'>[],
  {
    ledger = readLedger(session.root),
    deadCode,
  }: { readonly ledger?: Ledger | undefined; readonly deadCode?: StatusDeadCode | undefined } = {},
): StatusReport {
  const { root } = session
  const { accessors, usages, project, unreadable = [], consistency = [] } = found
  const { todos, ignores } = project ? findMarkers(project) : { todos: [], ignores: [] }
  const { reasons, unused } = matchIgnores(ignores, [...usages, ...consistency])
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
    consistency: consistency.map((finding) => {
      const ignored = reasons.get(finding.id)
      const text = consistencyRules[finding.rule as keyof typeof consistencyRules]
      return { ...finding, ...text, ...(ignored !== undefined && { ignored }) }
    }),
    deadCode: deadCode ?? verifiedDeadCode(root),
    ownersOf: codeOwners(root),
    trend: trendOf(root, runs, left.filter((usage) => !usage.inTest).length),
    ...(ledger && { ledger: { allowed: total(ledger), excess: excessOf(ledger, ledgerOf(left, todos)) } }),
  })
}

/** What the last gate of phase 5 measured: reading dead code anew takes longer than a status may. */
function verifiedDeadCode(root: string): StatusDeadCode | undefined {
  for (const { phase, at, checks } of storedGates(root).reverse()) {
    const measures = phase === 5 ? checks.find(({ id }) => id === 'dead-code')?.measures : undefined
    if (measures) return { dead: measures.dead ?? 0, uncertain: measures.uncertain ?? 0, at }
  }
  return undefined
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
