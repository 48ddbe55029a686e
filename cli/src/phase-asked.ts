import { DuckshiftError, type Phase, phaseNumbered } from '@duckshift/codemods'

/** The phase that the command line names. Throws DuckshiftError (`unknown-phase`, exit code 2). */
export function phaseAsked(text: string): Phase {
  const phase = /^\d+$/.test(text) ? phaseNumbered(Number(text)) : undefined
  if (phase) return phase
  throw new DuckshiftError(`There is no phase "${text}".`, {
    code: 'unknown-phase',
    exitCode: 2,
    help: 'Phases: 1 foundation, 2 transactions, 3 queries, 4 resilience, 5 cleanup, 6 documentation.',
  })
}
