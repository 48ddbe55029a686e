import type { PhaseNumber } from '@duckshift/codemods/model'

/** One question a gate asks of the project, and the answer with its figure. */
export interface GateCheck {
  readonly id: string
  readonly title: string
  /** `short`: below the goal. `skipped`: it could not be asked, and `reason` says why. */
  readonly outcome: 'pass' | 'short' | 'skipped'
  /** What was measured, in words: `0.97 (95% interval 0.92 to 1.03)`. */
  readonly figure: string
  /** What would pass, in words. */
  readonly goal: string
  readonly reason?: string
  readonly elapsedMs: number
  /** The numbers behind the figure, for machines and for the trend. */
  readonly measures: Readonly<Record<string, number>>
}

/** `verify --json`: what one phase's gate found. */
export interface GateReport {
  readonly version: 1
  readonly phase: PhaseNumber
  readonly name: string
  readonly outcome: 'pass' | 'short'
  /** ISO 8601. */
  readonly at: string
  readonly commit?: string
  readonly workload?: {
    readonly origin: 'recorded' | 'synthesised'
    readonly operations: number
    /** Where it comes from, for people. */
    readonly source: string
  }
  readonly checks: readonly GateCheck[]
}
