import type { Planning, Proposals } from '../../../plan/planning.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'
import { orphansOf } from '../orphans.js'
import { removeFindings } from '../remove-dead-code/remove-findings.js'
import { isRemoved } from '../remove-facade/remove-facade.js'
import { usagesLeft } from '../usages-left.js'

const codemod = 'remove-accessor'

/** The accessor, its wrappers and re-exports, and the client's class: gone where nothing uses them any more. */
export function removeAccessor(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals {
  const { survey } = planning
  if (survey.usages.length > 0) return { candidates: [], refusals: left(planning, facades) }
  return removeFindings(planning, codemod, orphansOf(planning).accessors)
}

/** Production code is told of by remove-facade, where there is a facade to remove. */
function left(planning: Planning, facades: ReadonlyMap<string, Facade>): Proposals['refusals'] {
  const isTold = planning.enabled('remove-facade') && [...facades.values()].some(isRemoved)
  const { usages } = planning.survey
  const inProduction = usages.filter(({ inTest }) => !inTest)
  if (isTold && inProduction.length > 0) return []
  return inProduction.length > 0
    ? usagesLeft(codemod, inProduction)
    : usagesLeft(codemod, usages, 'tests-left')
}
