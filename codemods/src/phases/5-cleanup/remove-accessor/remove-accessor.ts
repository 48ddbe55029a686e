import type { Planning, Proposals } from '../../../plan/planning.js'
import { orphansOf } from '../orphans.js'
import { removeFindings } from '../remove-dead-code/remove-findings.js'

const codemod = 'remove-accessor'

/** The accessor, its wrappers and re-exports, and the client's class: gone where nothing uses them any more. */
export function removeAccessor(planning: Planning): Proposals {
  const { survey } = planning
  const [left] = survey.usages
  if (left) {
    const refusal = { usage: left.id, codemod, place: left, detail: `${survey.usages.length} in all` }
    return { candidates: [], refusals: [{ ...refusal, id: 'usages-left' }] }
  }
  return removeFindings(planning, codemod, orphansOf(planning).accessors)
}
