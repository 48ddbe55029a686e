import type { Planning, Proposals } from '../../../plan/planning.js'
import { orphansOf } from '../orphans.js'
import { removeFindings } from './remove-findings.js'

/** Takes out what the migration orphaned, to the last import and dependency; with `--all`, everything dead. */
export function removeDeadCode(planning: Planning): Proposals {
  const { others } = orphansOf(planning)
  return removeFindings(planning, 'remove-dead-code', others)
}
