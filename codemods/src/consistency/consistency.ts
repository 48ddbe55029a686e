import type { ConsistencyFinding, Place } from '../model.js'
import { type Node, placeName } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import type { Survey } from '../survey/survey.js'
import { textOrder } from '../text-order.js'
import { errorFamilies } from './error-families.js'
import { genericRethrows } from './generic-rethrows.js'
import { importPaths } from './import-paths.js'
import { openings } from './openings.js'
import type { ConsistencyRule } from './rules.js'

/** A place that goes its own way, before it has an id. */
export interface Stray {
  readonly rule: ConsistencyRule
  readonly file: SourceFile
  readonly node: Node
  readonly detail: string
}

export type ConsistencyScope = Pick<Survey, 'project' | 'accessors' | 'clients'>

/** Where production code has more than one pattern for one concern: data access, errors, imports. */
export function consistencyOf(found: ConsistencyScope): ConsistencyFinding[] {
  const files = suspects(found.project)
  const strays = [
    ...openings(found, files),
    ...errorFamilies(found.project, files),
    ...genericRethrows(files),
    ...importPaths(found.project, files),
  ]
  const seen = new Map<string, number>()
  return strays
    .map((stray) => findingOf(stray, seen))
    .sort((a, b) => textOrder(a.file, b.file) || a.line - b.line || a.column - b.column)
}

/** Files in which a rule may find something: the others are not even parsed. */
function suspects(project: Project): SourceFile[] {
  return project.files.flatMap((path) => {
    const may = !isTestFile(path) && project.facts(path)?.patterns
    return (may && project.source(path)) || []
  })
}

function findingOf({ rule, file, node, detail }: Stray, seen: Map<string, number>): ConsistencyFinding {
  const place: Place = file.place(node)
  const within = placeName(node)
  const stem = `${rule}:${file.path}#${within}`
  const ordinal = (seen.get(stem) ?? 0) + 1
  seen.set(stem, ordinal)
  const { line, column } = place
  return {
    id: ordinal === 1 ? stem : `${stem}:${ordinal}`,
    rule,
    file: file.path,
    line,
    column,
    within,
    detail,
  }
}
