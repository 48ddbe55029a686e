import type { DeadCodeFinding } from '../model.js'
import { Project } from '../survey/project.js'
import { type DeadCode, type DeadCodeOptions, findDeadCode } from './find-dead-code.js'
import { RunsBefore } from './runs-before.js'

export interface DeadCodeSurveyOptions extends DeadCodeOptions {
  readonly include?: readonly string[] | undefined
  readonly exclude?: readonly string[] | undefined
  readonly tsconfig?: string | undefined
}

/** Dead code, and of each finding whether the migration orphaned it and which run removed its last use. */
export function surveyDeadCode(options: DeadCodeSurveyOptions): DeadCode {
  const found = findDeadCode(options)
  const runs = new RunsBefore(options.project.root)
  const isChanged = runs.original.size > 0 || (options.overlay?.size ?? 0) > 0
  if (!isChanged || found.findings.length === 0) return found
  const before = deadBefore(options, runs.original)
  const findings = found.findings.map((finding): DeadCodeFinding => {
    const lastUse = runs.lastUse(finding, options.project)
    const wasDead = before.has(finding.id) || before.has(`file:${finding.file}#${finding.file}`)
    return { ...finding, ...(!wasDead && { orphaned: true as const }), ...(lastUse && { lastUse }) }
  })
  return { ...found, findings }
}

/** Ids of what was dead before the first run. */
function deadBefore(
  options: DeadCodeSurveyOptions,
  original: ReadonlyMap<string, string | null>,
): Set<string> {
  const { include, exclude, tsconfig, oracle, overlay = new Map() } = options
  const project = new Project(options.project.root, { include, exclude, tsconfig, overlay: original })
  oracle?.overlay(original)
  try {
    const { findings } = findDeadCode({ ...options, project, overlay: original, onProgress: undefined })
    return new Set(findings.map((finding) => finding.id))
  } finally {
    oracle?.overlay(overlay)
  }
}
