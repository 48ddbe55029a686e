import type { RunReport } from './run-report.js'
import type { StatusReport } from './status-report.js'
import { totalsOf } from './status-report.js'

/** Reports of one commit's shards that cannot belong together. */
export class MergeError extends Error {
  readonly code = 'cannot-merge'

  constructor(message: string) {
    super(message)
    this.name = 'MergeError'
  }
}

/** The status that the shards are parts of. Throws MergeError. */
export function mergeStatus(parts: readonly StatusReport[]): StatusReport {
  const [first] = parts
  if (!first) throw new MergeError('There is no report to merge.')
  if (parts.some((part) => JSON.stringify(part.accessors) !== JSON.stringify(first.accessors)))
    throw new MergeError('The reports are of different code: their accessors differ.')
  const usages = unique(
    parts.flatMap((part) => part.usages),
    (usage) => usage.id,
  ).sort(byPlace)
  const excess = unique(
    parts.flatMap((part) => part.ledger?.excess ?? []),
    ({ file, key }) => `${file} ${key}`,
  )
  return {
    ...first,
    usages,
    totals: totalsOf(usages, first.totals.migrated),
    markers: unique(
      parts.flatMap((part) => part.markers),
      (marker) => JSON.stringify(marker),
    ).sort(byPlace),
    ...(first.ledger && {
      ledger: {
        allowed: first.ledger.allowed,
        excess: excess.sort((a, b) => compare(a.file, b.file) || compare(a.key, b.key)),
      },
    }),
    unreadable: unique(
      parts.flatMap((part) => part.unreadable),
      ({ file }) => file,
    ).sort((a, b) => compare(a.file, b.file)),
  }
}

/**
 * The run that the shards are parts of. A change that several shards need, such as the facade, is told once;
 * changes are numbered anew. Throws MergeError.
 */
export function mergeRuns(parts: readonly RunReport[]): RunReport {
  const [first] = parts
  if (!first) throw new MergeError('There is no report to merge.')
  if (parts.some((part) => part.phase !== first.phase))
    throw new MergeError('The reports are of different phases.')
  const changes = unique(
    parts.flatMap((part) => part.changes),
    ({ codemod, usages, files }) => JSON.stringify([codemod, usages, usages.length === 0 && files]),
  ).sort((a, b) => compare(a.codemod, b.codemod) || compare(a.files[0]?.path ?? '', b.files[0]?.path ?? ''))
  const numbers = new Map<string, number>()
  const changed = new Set(changes.flatMap((change) => change.usages))
  const rehearsals = parts.map((part) => part.rehearsal)
  const unverified = rehearsals.find((rehearsal) => rehearsal.outcome !== 'checked')
  return {
    version: 1,
    phase: first.phase,
    plan: parts.map((part) => part.plan).join('+'),
    changes: changes.map((change) => {
      const number = (numbers.get(change.codemod) ?? 0) + 1
      numbers.set(change.codemod, number)
      return { ...change, id: `${change.codemod}-${number}` }
    }),
    refusals: unique(
      parts.flatMap((part) => part.refusals),
      ({ usage, id }) => `${usage} ${id}`,
    )
      .filter(({ usage }) => !changed.has(usage))
      .sort((a, b) => byPlace(a.place, b.place)),
    rehearsal: {
      ...(unverified ?? first.rehearsal),
      checkedFiles: Math.max(...rehearsals.map((rehearsal) => rehearsal.checkedFiles)),
      diagnosticsBefore: Math.max(...rehearsals.map((rehearsal) => rehearsal.diagnosticsBefore)),
      newDiagnostics: rehearsals.flatMap((rehearsal) => rehearsal.newDiagnostics),
      removedChanges: rehearsals.flatMap((rehearsal) => rehearsal.removedChanges),
    },
  }
}

function unique<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const known = new Map<string, Item>()
  for (const item of items) if (!known.has(keyOf(item))) known.set(keyOf(item), item)
  return [...known.values()]
}

interface Placed {
  readonly file: string
  readonly line: number
  readonly column?: number
}

function byPlace(a: Placed, b: Placed): number {
  return compare(a.file, b.file) || a.line - b.line || (a.column ?? 0) - (b.column ?? 0)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
