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
    totals: totalsOf(usages, first.totals),
    markers: unique(
      parts.flatMap((part) => part.markers),
      (marker) => JSON.stringify(marker),
    ).sort(byPlace),
    consistency: unique(
      parts.flatMap((part) => part.consistency),
      ({ id }) => id,
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
 * The run that the shards are parts of. Every shard numbers the changes of the whole; what one shard's type check
 * took out is out for all. `phaseCodemods` is the order in which the phase runs its own. Throws MergeError.
 */
export function mergeRuns(parts: readonly RunReport[], phaseCodemods: readonly string[]): RunReport {
  const [first] = parts
  if (!first) throw new MergeError('There is no report to merge.')
  if (parts.some((part) => part.phase !== first.phase))
    throw new MergeError('The reports are of different phases.')
  const rehearsals = parts.map((part) => part.rehearsal)
  const removedChanges = unique(
    rehearsals.flatMap((rehearsal) => rehearsal.removedChanges),
    ({ change }) => change,
  )
  const removed = new Set(removedChanges.map(({ change }) => change))
  const changes = unique(
    parts.flatMap((part) => part.changes),
    ({ id }) => id,
  ).filter(({ usages }) => !removed.has(usages.join('+')))
  const others = commonOrder(parts.map((part) => part.changes.map(({ codemod }) => codemod)))
  const numberOf = ({ id, codemod }: { id: string; codemod: string }) => Number(id.slice(codemod.length + 1))
  const unverified = rehearsals.find((rehearsal) => rehearsal.outcome !== 'checked')
  return {
    version: 1,
    phase: first.phase,
    plan: parts.map((part) => part.plan).join('+'),
    changes: changes.sort(
      (a, b) =>
        phaseCodemods.indexOf(a.codemod) - phaseCodemods.indexOf(b.codemod) ||
        others.indexOf(a.codemod) - others.indexOf(b.codemod) ||
        compare(a.codemod, b.codemod) ||
        numberOf(a) - numberOf(b),
    ),
    refusals: unique(
      parts.flatMap((part) => part.refusals),
      ({ usage, id }) => `${usage} ${id}`,
    ).sort((a, b) => byPlace(a.place, b.place)),
    rehearsal: {
      ...(unverified ?? first.rehearsal),
      checkedFiles: sum(rehearsals.map(({ checkedFiles }) => checkedFiles)),
      diagnosticsBefore: sum(rehearsals.map(({ diagnosticsBefore }) => diagnosticsBefore)),
      newDiagnostics: rehearsals.flatMap((rehearsal) => rehearsal.newDiagnostics),
      removedChanges,
    },
  }
}

/** One order that keeps those of the parts, which agree. */
function commonOrder(parts: readonly (readonly string[])[]): string[] {
  const all = new Set(parts.flat())
  const comesAfter = (name: string, other: string) =>
    parts.some((part) => part.includes(other) && part.lastIndexOf(name) > part.indexOf(other))
  const order: string[] = []
  while (order.length < all.size) {
    const left = [...all].filter((name) => !order.includes(name))
    const next = left.find((name) => left.every((other) => other === name || !comesAfter(name, other)))
    order.push(next ?? left[0]!)
  }
  return order
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
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
