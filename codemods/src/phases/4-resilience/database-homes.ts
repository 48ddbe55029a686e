import type { Planning } from '../../plan/planning.js'
import { runtimePackage } from '../../repositories/extends-repository.js'
import { isFacade } from '../../survey/facade-module.js'
import { isTestFile } from '../../survey/project-files.js'
import { textOrder } from '../../text-order.js'
import type { Facade } from '../1-foundation/facade-accessor/facade-accessor.js'

/** Where phase 1 has put a database: what phase 4 creates stands beside it. */
export interface DatabaseHome {
  readonly databaseModule: string
  readonly accessorModule?: string
}

/**
 * The homes of all facades; where there is none, the modules with tokens: once it is injected everywhere, what opens a
 * database at every call counts as an accessor no more.
 */
export function databaseHomes(planning: Planning, facades: ReadonlyMap<string, Facade>): DatabaseHome[] {
  if (facades.size > 0) return [...facades.values()]
  const { project } = planning.survey
  return [...new Set(project.graph.importersOfPackage(runtimePackage))]
    .filter((path) => !isTestFile(path) && isFacade(project.text(path) ?? ''))
    .sort(textOrder)
    .map((databaseModule) => ({ databaseModule }))
}
