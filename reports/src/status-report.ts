import type { Accessor, PhaseNumber, Refusal, Run, Usage } from '@duckshift/codemods/model'

export interface StatusUsage {
  readonly id: string
  readonly file: string
  readonly line: number
  readonly column: number
  readonly accessor: string
  readonly shape: string
  readonly phase: PhaseNumber
  readonly codemod: string
  readonly inTest: boolean
  readonly within: string
  readonly refusal?: string
}

/** How much is left: read from the code, and from the runs for what was. */
export interface StatusReport {
  readonly version: 1
  readonly accessors: readonly Pick<Accessor, 'module' | 'export' | 'kind'>[]
  readonly totals: {
    /** Usages in production code. */
    readonly usages: number
    readonly files: number
    /** Usages that applied runs moved. */
    readonly migrated: number
    /** Usages that the newest plan refused. */
    readonly refused: number
    readonly inTests: number
  }
  readonly usages: readonly StatusUsage[]
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
}

export interface StatusSources {
  readonly accessors: readonly Accessor[]
  readonly usages: readonly Usage[]
  readonly runs: readonly Run[]
  /** Refusals of the newest plan. */
  readonly refusals: readonly Refusal[]
  readonly unreadable: readonly { readonly file: string; readonly reason: string }[]
}

const codemodOf: Readonly<Record<string, string>> = {
  'manual-transaction': 'manual-transaction',
  'mocked-in-test': 'remove-accessor',
}

export function statusReport({ accessors, usages, runs, refusals, unreadable }: StatusSources): StatusReport {
  const refused = new Map(refusals.map((refusal) => [refusal.usage, refusal.id]))
  const production = usages.filter((usage) => !usage.inTest)
  return {
    version: 1,
    accessors: accessors.map(({ module, export: name, kind }) => ({ module, export: name, kind })),
    totals: {
      usages: production.length,
      files: new Set(production.map((usage) => usage.file)).size,
      migrated: runs.filter((run) => run.state === 'applied').reduce((sum, run) => sum + run.usages, 0),
      refused: production.filter((usage) => refused.has(usage.id)).length,
      inTests: usages.length - production.length,
    },
    usages: usages.map((usage) => {
      const refusal = refused.get(usage.id)
      return {
        id: usage.id,
        file: usage.file,
        line: usage.line,
        column: usage.column,
        accessor: usage.accessor,
        shape: usage.shape,
        phase: usage.phase,
        codemod: codemodOf[usage.shape] ?? 'inject-repository',
        inTest: usage.inTest,
        within: usage.within,
        ...(refusal !== undefined && { refusal }),
      }
    }),
    unreadable,
  }
}
