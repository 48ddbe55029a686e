import type { Config } from '../config/config.js'
import type { ConsistencyFinding, OnProgress } from '../model.js'
import { assertAccessor, driverUse } from './assert-accessor.js'
import type { Project } from './project.js'
import type { Survey } from './survey.js'
import { SurveyCache } from './survey-cache.js'

/** The part of a survey that is told without syntax trees. */
export interface SurveySummary extends Pick<Survey, 'accessors' | 'clients' | 'usages' | 'unreadable'> {
  /** Absent where no comment of duckshift stands in the code. */
  readonly project?: Project
  readonly consistency: readonly ConsistencyFinding[]
}

/**
 * `surveyProject` without values: an unchanged project comes from the cache, else its unchanged files do. Throws
 * DuckshiftError (`no-accessor`).
 */
export async function surveySummary(
  root: string,
  config: Config,
  onProgress?: OnProgress,
): Promise<SurveySummary> {
  const { accessors, include, exclude, tsconfig } = config
  const files = { include, exclude, tsconfig }
  const cache = new SurveyCache(root, files, accessors)
  const known = cache.read()
  if (known) {
    assertAccessor(
      known,
      () => known.driverUse,
      () => known.isMigrated,
    )
    if (known.marked.length === 0) return known
    const { Project: FreshProject } = await import('./project.js')
    return { ...known, project: new FreshProject(root, { ...files, marked: known.marked }) }
  }
  // The parser and the resolver are loaded only where something has to be read.
  const [{ survey }, { isMigrated }, { consistencyOf }, { SeenPatterns }, { unsharedOpening }] =
    await Promise.all([
      import('./survey.js'),
      import('./survey-project.js'),
      import('../consistency/consistency.js'),
      import('../consistency/file-patterns.js'),
      import('./unshared-opening.js'),
    ])
  const seen = new SeenPatterns()
  try {
    const { project, ...found } = survey({
      root,
      ...files,
      accessors,
      listing: cache.listing,
      facts: cache.facts(),
      ahead: cache.ahead,
      keepsValues: false,
      onForget: (project, file) => seen.note(project, file),
      onProgress,
    })
    const summary = {
      accessors: found.accessors,
      clients: found.clients,
      usages: found.usages,
      unreadable: found.unreadable,
      consistency: consistencyOf({ ...found, project }, seen),
    }
    const findings = {
      ...summary,
      driverUse: driverUse(project, found.accessors.length > 0 ? undefined : unsharedOpening(project)),
      isMigrated: isMigrated(project),
      marked: project.marked,
    }
    cache.write(findings, project)
    assertAccessor(
      found,
      () => findings.driverUse,
      () => findings.isMigrated,
    )
    return { ...summary, project }
  } finally {
    cache.ahead?.close()
  }
}
