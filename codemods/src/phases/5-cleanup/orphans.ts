import { surveyDeadCode } from '../../dead-code/survey-dead-code.js'
import type { Removal } from '../../dead-code/verdict.js'
import type { DeadCodeFinding } from '../../model.js'
import type { Planning } from '../../plan/planning.js'

export interface Orphan {
  readonly finding: DeadCodeFinding
  readonly removal: Removal
}

interface Orphans {
  /** In the modules of the accessor and its client. */
  readonly accessors: readonly Orphan[]
  readonly others: readonly Orphan[]
}

const known = new WeakMap<Planning, Orphans>()

/** Dead code that phase 5 may take out, found once for the codemods that share it. */
export function orphansOf(planning: Planning): Orphans {
  const found = known.get(planning) ?? findOrphans(planning)
  known.set(planning, found)
  return found
}

function findOrphans(planning: Planning): Orphans {
  const { config, survey, oracle, overlay } = planning
  const { findings, removals } = surveyDeadCode({
    project: survey.project,
    include: config.include,
    exclude: config.exclude,
    tsconfig: config.tsconfig,
    entries: config.entries,
    oracle,
    overlay,
  })
  const accessors: Orphan[] = []
  const others: Orphan[] = []
  for (const finding of findings) {
    const orphan = { finding, removal: removals.get(finding.id)! }
    const isAccessor = belongsToAccessor(planning, finding)
    if (!isAccessor && !planning.all && !finding.orphaned) continue
    if (!planning.inScope(finding.file)) continue
    if (isAccessor) accessors.push(orphan)
    else others.push(orphan)
  }
  return { accessors, others }
}

/** What hands out, wraps or is the legacy client: its names in any module, and everything else in its own. */
function belongsToAccessor({ survey }: Planning, { file, name }: DeadCodeFinding): boolean {
  const own = new Set([
    ...survey.accessors.map((accessor) => accessor.module),
    ...survey.clients.map((client) => client.module),
  ])
  const exported = name === 'default export' ? 'default' : name
  const declared = survey.project.exports(file)?.named.has(exported)
    ? survey.project.declarationOf(file, exported)
    : undefined
  return (
    own.has(file) ||
    (declared !== undefined && own.has(declared.file)) ||
    survey.carriers.get(file, exported) !== undefined
  )
}
