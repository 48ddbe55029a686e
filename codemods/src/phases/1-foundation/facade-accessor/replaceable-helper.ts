import type { ClientMethod } from '../../../clients/client-profile.js'
import { helperMethod } from '../../../clients/helper-method.js'
import { helpersBeside } from '../../../clients/helpers-beside.js'
import type { Accessor } from '../../../model.js'
import type { Planning } from '../../../plan/planning.js'
import { usedRoles } from '../inject-repository/statement-roles.js'

const known = new WeakMap<Planning, Map<string, ClientMethod | undefined>>()

/**
 * What a helper does, where the injected database can stand in for it. Where statements go through a helper beside it,
 * which does more than send them, they all do: those of one table stay in one repository.
 */
export function replaceableHelper(planning: Planning, accessor: Accessor): ClientMethod | undefined {
  const found = known.get(planning) ?? new Map<string, ClientMethod | undefined>()
  known.set(planning, found)
  if (!found.has(accessor.id)) found.set(accessor.id, read(planning, accessor))
  return found.get(accessor.id)
}

function read(planning: Planning, accessor: Accessor): ClientMethod | undefined {
  const { project, accessors } = planning.survey
  const method = helperMethod(project, accessor)
  if (!method) return undefined
  // A test's stand-in for the helper that reads would be asked for what another one's counts.
  const isMocked = planning.survey.mocks.some(({ module }) => module === accessor.module)
  if (method.result === 'rows-changed' && isMocked) return undefined
  const beside = helpersBeside(accessors, accessor)
  const names = new Set([...(usedRoles(planning, beside)?.values() ?? [])].map(({ name }) => name))
  const doMore = beside.some(
    (other) => names.has(other.member ?? other.export) && !helperMethod(project, other),
  )
  return doMore ? undefined : method
}
