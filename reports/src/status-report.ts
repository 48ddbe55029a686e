import type {
  Accessor,
  ConsistencyFinding,
  Moved,
  PhaseNumber,
  Refusal,
  Run,
  Usage,
} from '@duckshift/codemods/model'

export interface StatusUsage {
  readonly id: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly accessor: string
  readonly shape: string
  readonly traits: readonly string[]
  readonly phase: PhaseNumber
  readonly codemod: string
  readonly inTest: boolean
  readonly within: string
  /** Id of the refusal that the newest plan gave. */
  readonly refusal?: string
  /** The reason of a `duckshift-ignore` comment. */
  readonly ignored?: string
  /** As CODEOWNERS has it. */
  readonly owners?: readonly string[]
}

/** A place with a pattern of its own for something that has one already. */
export interface StatusConsistency extends ConsistencyFinding {
  /** What the rule says. */
  readonly message: string
  readonly help: string
  /** The reason of a `duckshift-ignore` comment. */
  readonly ignored?: string
}

/** How much is dead: as `status --dead-code` reads it now, or as the last gate of phase 5 found it. */
export interface StatusDeadCode {
  readonly dead: number
  readonly uncertain: number
  /** ISO 8601: when it was read. */
  readonly at: string
  /** Absent for the gate's figure. */
  readonly findings?: readonly {
    readonly kind: string
    readonly file: string
    readonly line: number
    readonly name: string
  }[]
}

/** A comment in the code: work left to do by hand, or an ignore that nothing needs any more. */
export interface StatusMarker {
  readonly file: string
  readonly line: number
  readonly kind: 'todo' | 'unused-ignore' | 'ignore-without-reason'
  /** Of a `todo`: the refusal it stands for. */
  readonly refusal?: string
  readonly text: string
}

/** How much was left at one time. */
export interface TrendPoint {
  /** ISO 8601. */
  readonly at: string
  readonly usages: number
  /** Short commit id for the ledger's history, run id for a run. */
  readonly source: string
}

/** A file that has more legacy usages than the ledger allows. */
export interface LedgerExcess {
  readonly file: string
  /** A phase number, or `todo`. */
  readonly key: string
  readonly allowed: number
  readonly found: number
}

/** How much is left: read from the code, and from the runs for what was. */
export interface StatusReport {
  readonly version: 1
  readonly accessors: readonly Pick<Accessor, 'module' | 'export' | 'kind'>[]
  readonly totals: {
    /** Usages in production code, ignored ones aside. */
    readonly usages: number
    readonly files: number
    /** Usages whose code applied runs moved, and which are not found any more. */
    readonly migrated: number
    /** Those of the migrated that still have SQL of their own: something injected sends it. */
    readonly keepsSql: number
    /** Usages that ask as they did, and are answered by the runtime. */
    readonly served: number
    /** Usages that the newest plan refused. */
    readonly refused: number
    readonly inTests: number
    readonly ignored: number
  }
  readonly usages: readonly StatusUsage[]
  readonly markers: readonly StatusMarker[]
  readonly consistency: readonly StatusConsistency[]
  /** Absent where nobody has looked yet. */
  readonly deadCode?: StatusDeadCode
  /** The oldest first. */
  readonly trend: readonly TrendPoint[]
  /** Absent when the project has no ledger. */
  readonly ledger?: { readonly allowed: number; readonly excess: readonly LedgerExcess[] }
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
}

export interface StatusSources {
  readonly accessors: readonly Accessor[]
  readonly usages: readonly Usage[]
  readonly runs: readonly Run[]
  /** Refusals of the newest plan. */
  readonly refusals: readonly Pick<Refusal, 'usage' | 'id'>[]
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
  readonly markers?: readonly StatusMarker[]
  readonly consistency?: readonly StatusConsistency[]
  readonly deadCode?: StatusDeadCode | undefined
  /** Reasons of ignored usages, by usage id. */
  readonly ignored?: ReadonlyMap<string, string>
  readonly ownersOf?: (file: string) => readonly string[]
  readonly trend?: readonly TrendPoint[]
  readonly ledger?: StatusReport['ledger']
}

const codemodOf: Readonly<Record<string, string>> = {
  'manual-transaction': 'manual-transaction',
  'mocked-in-test': 'remove-accessor',
}

export function statusReport(sources: StatusSources): StatusReport {
  const { accessors, usages, runs, refusals, unreadable, ignored = new Map() } = sources
  const refused = new Map(refusals.map((refusal) => [refusal.usage, refusal.id]))
  const own = usages.map((usage) => statusUsage(usage, refused.get(usage.id), ignored.get(usage.id), sources))
  return {
    version: 1,
    accessors: accessors.map(({ module, export: name, kind }) => ({ module, export: name, kind })),
    totals: totalsOf(own, movedBy(runs, new Set(usages.map(({ id }) => id)))),
    usages: own,
    markers: sources.markers ?? [],
    consistency: sources.consistency ?? [],
    ...(sources.deadCode && { deadCode: sources.deadCode }),
    trend: sources.trend ?? [],
    ...(sources.ledger && { ledger: sources.ledger }),
    unreadable: unreadable.map(({ file, reason }) => ({ file, reason })),
  }
}

/** What applied runs moved and the code still shows: a usage that is `found` again was put back by other means. */
function movedBy(
  runs: readonly Run[],
  found: ReadonlySet<string>,
): Pick<StatusReport['totals'], 'migrated' | 'keepsSql' | 'served'> {
  const applied = runs.filter((run) => run.state === 'applied')
  const newestLast = [...applied].sort((a, b) => a.appliedAt.localeCompare(b.appliedAt))
  const moved = new Map(newestLast.flatMap((run) => Object.entries(run.moved ?? {})))
  const now = [...moved].filter(([usage]) => !found.has(usage)).map(([, how]) => how)
  const countOf = (how: Moved) => now.filter((each) => each === how).length
  const counted = applied.reduce((sum, run) => sum + (run.moved ? 0 : run.usages), 0)
  const served = countOf('served')
  return { migrated: now.length - served + counted, keepsSql: countOf('keeps-sql'), served }
}

export function totalsOf(
  usages: readonly StatusUsage[],
  { migrated, keepsSql, served }: Pick<StatusReport['totals'], 'migrated' | 'keepsSql' | 'served'>,
): StatusReport['totals'] {
  const left = usages.filter((usage) => usage.ignored === undefined)
  const production = left.filter((usage) => !usage.inTest)
  return {
    usages: production.length,
    files: new Set(production.map((usage) => usage.file)).size,
    migrated,
    keepsSql,
    served,
    refused: production.filter((usage) => usage.refusal !== undefined).length,
    inTests: left.length - production.length,
    ignored: usages.length - left.length,
  }
}

/** The part of a status that concerns some files. */
export function statusWithin(report: StatusReport, concerns: (file: string) => boolean): StatusReport {
  const usages = report.usages.filter((usage) => concerns(usage.file))
  return {
    ...report,
    usages,
    totals: totalsOf(usages, report.totals),
    markers: report.markers.filter((marker) => concerns(marker.file)),
    consistency: report.consistency.filter(({ file }) => concerns(file)),
    ...(report.ledger && {
      ledger: { ...report.ledger, excess: report.ledger.excess.filter(({ file }) => concerns(file)) },
    }),
  }
}

function statusUsage(
  usage: Usage,
  refusal: string | undefined,
  reason: string | undefined,
  { ownersOf }: StatusSources,
): StatusUsage {
  const owners = ownersOf?.(usage.file) ?? []
  return {
    id: usage.id,
    file: usage.file,
    line: usage.line,
    column: usage.column,
    accessor: usage.accessor,
    shape: usage.shape,
    traits: usage.traits,
    phase: usage.phase,
    codemod: codemodOf[usage.shape] ?? 'inject-repository',
    inTest: usage.inTest,
    within: usage.within,
    ...(refusal !== undefined && { refusal }),
    ...(reason !== undefined && { ignored: reason }),
    ...(owners.length > 0 && { owners }),
  }
}

/** What counts: production usages that no comment ignores. */
export function usagesLeft(report: StatusReport): StatusUsage[] {
  return report.usages.filter((usage) => !usage.inTest && usage.ignored === undefined)
}

/** Places that go their own way, ignored ones aside. */
export function strays(report: StatusReport): readonly StatusConsistency[] {
  return report.consistency.filter(({ ignored }) => ignored === undefined)
}

export interface Tally {
  readonly name: string
  readonly usages: number
  readonly files: number
}

/** Usages by any trait of theirs, the most frequent first. */
export function tallyBy(
  usages: readonly StatusUsage[],
  namesOf: (usage: StatusUsage) => readonly string[],
): Tally[] {
  const tallies = new Map<string, { usages: number; files: Set<string> }>()
  for (const usage of usages) {
    for (const name of namesOf(usage)) {
      const entry = tallies.get(name) ?? { usages: 0, files: new Set() }
      tallies.set(name, entry)
      entry.usages += 1
      entry.files.add(usage.file)
    }
  }
  return [...tallies]
    .map(([name, { usages: count, files }]) => ({ name, usages: count, files: files.size }))
    .sort((a, b) => b.usages - a.usages || (a.name < b.name ? -1 : 1))
}

export function directoryOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
}
