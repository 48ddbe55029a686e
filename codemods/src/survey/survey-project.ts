import type { Config } from '../config/config.js'
import type { OnProgress } from '../model.js'
import { assertAccessor, driverUse } from './assert-accessor.js'
import type { Project } from './project.js'
import { type Survey, type SurveyOptions, survey } from './survey.js'
import { unsharedOpening } from './unshared-opening.js'

/** The survey as the configuration wants it. Throws DuckshiftError (`no-accessor`), unless the migration has removed it. */
export function surveyProject(
  root: string,
  config: Config,
  onProgress?: OnProgress,
  needsNoAccessor = false,
  overlay?: ReadonlyMap<string, string | null>,
): Survey {
  const found = survey({ root, ...settingsOf(config), overlay, onProgress })
  const { project } = found
  if (!needsNoAccessor)
    assertAccessor(
      found,
      () => driverUse(project, unsharedOpening(project)),
      () => isMigrated(project),
    )
  return found
}

export function settingsOf({ accessors, include, exclude, tsconfig }: Config): Omit<SurveyOptions, 'root'> {
  return { accessors, include, exclude, tsconfig }
}

export function isMigrated(project: Project): boolean {
  return project.graph.importersOfPackage('@duckshift/runtime').length > 0
}
