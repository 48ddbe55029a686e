import type { Parameters } from '@duckshift/runtime'

export interface Statement {
  readonly sql: string
  readonly parameters?: Parameters
}

/** Statements that a caller ran one after the other; more than one means in one transaction. */
export type Operation = readonly Statement[]

export interface Workload {
  readonly origin: 'recorded' | 'synthesised'
  /** Where it comes from, for people. */
  readonly source: string
  readonly operations: readonly Operation[]
}
