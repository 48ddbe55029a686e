import type { DeadCodeFinding as Finding } from '@duckshift/codemods/model'

/** What nothing reaches any more, and why that is known. */
export type DeadCodeFinding = Pick<Finding, 'file' | 'line' | 'name' | 'because'> &
  Partial<Omit<Finding, 'kind'>> & { readonly kind: string }

/** `dead-code --json`. */
export interface DeadCodeReport {
  readonly version: 1
  readonly totals: {
    /** Sure findings: what can be removed. */
    readonly dead: number
    /** Findings that something dynamic may use. */
    readonly uncertain: number
    /** Sure findings that were in use before the migration. */
    readonly orphaned: number
    readonly files: number
    readonly entries: number
  }
  readonly findings: readonly DeadCodeFinding[]
}

export interface DeadCodeSources {
  readonly findings: readonly DeadCodeFinding[]
  readonly files: number
  readonly entries: readonly unknown[]
}

export function deadCodeReport({ findings, files, entries }: DeadCodeSources): DeadCodeReport {
  const dead = findings.filter((finding) => finding.uncertain === undefined)
  return {
    version: 1,
    totals: {
      dead: dead.length,
      uncertain: findings.length - dead.length,
      orphaned: dead.filter((finding) => finding.orphaned).length,
      files,
      entries: entries.length,
    },
    findings,
  }
}

const kinds: readonly [string, string][] = [
  ['file', 'Files'],
  ['export', 'Exports'],
  ['type', 'Types'],
  ['class-member', 'Class members'],
  ['enum-member', 'Enum members'],
  ['declaration', 'Declarations'],
  ['import', 'Imports'],
  ['duplicate-export', 'Exports under several names'],
  ['dependency', 'npm dependencies'],
]

/** Findings by kind, in the order they are read: the largest things first. */
export function byKind(findings: readonly DeadCodeFinding[]) {
  const titles = new Map(kinds)
  const others = [...new Set(findings.map((finding) => finding.kind))].filter((kind) => !titles.has(kind))
  return [...kinds, ...others.map((kind) => [kind, kind] as const)]
    .map(([kind, title]) => ({ kind, title, findings: findings.filter((finding) => finding.kind === kind) }))
    .filter((group) => group.findings.length > 0)
}

/** Everything that is known of a finding beside its name, as sentences. */
export function reasonsOf({ because, uncertain, lastUse }: DeadCodeFinding): string[] {
  const [first, ...more] = lastUse?.files ?? []
  const others = more.length > 0 ? ` and ${more.length} more` : ''
  return [
    because,
    ...(lastUse ? [`Run ${lastUse.run} removed the last use, in ${first}${others}.`] : []),
    ...(uncertain === undefined ? [] : [`Uncertain: ${uncertain}`]),
  ]
}
