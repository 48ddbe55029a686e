import type { ConsistencyFinding, Place } from '../model.js'
import { type Node, placeName } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTestFile } from '../survey/project-files.js'
import type { SourceFile } from '../survey/source-file.js'
import type { Survey } from '../survey/survey.js'
import { textOrder } from '../text-order.js'
import { type ErrorClass, errorClassesOf, secondFamilies } from './error-families.js'
import { genericRethrows } from './generic-rethrows.js'
import { concernsOf, importPaths } from './import-paths.js'
import { driverImports, extraOpenings, type Opening, openingsIn } from './openings.js'
import type { ConsistencyRule } from './rules.js'

/** A place that goes its own way, before it has an id. */
export interface Stray {
  readonly rule: ConsistencyRule
  readonly at: Placed
  readonly detail: string
}

/** Where something is, kept without its syntax tree. */
export interface Placed extends Pick<Place, 'file' | 'line' | 'column'> {
  readonly within: string
}

export function placed(file: SourceFile, node: Node): Placed {
  const { line, column } = file.place(node)
  return { file: file.path, line, column, within: placeName(node) }
}

export type ConsistencyScope = Pick<Survey, 'project' | 'accessors' | 'clients'>

/** Where production code has more than one pattern for one concern: data access, errors, imports. */
export function consistencyOf(found: ConsistencyScope): ConsistencyFinding[] {
  const { project } = found
  const legacy = new Set([...found.accessors, ...found.clients].map(({ module }) => module))
  const strays: Stray[] = []
  const opened: Opening[] = []
  const errors: ErrorClass[] = []
  const concerns = new Map<string, ReadonlySet<string>>()
  const paths = suspects(project)
  project.expect(paths)
  // One file at a time: many may have to be read.
  for (const path of paths)
    project.visit(path, (file) => {
      if (!legacy.has(path)) {
        strays.push(...driverImports(file))
        opened.push(...openingsIn(project, file))
      }
      strays.push(...genericRethrows(file))
      errors.push(...errorClassesOf(project, file))
      concerns.set(path, concernsOf(file))
    })
  strays.push(...extraOpenings(opened), ...secondFamilies(errors), ...importPaths(project, concerns))
  const seen = new Map<string, number>()
  return strays
    .map((stray) => findingOf(stray, seen))
    .sort((a, b) => textOrder(a.file, b.file) || a.line - b.line || a.column - b.column)
}

/** Files in which a rule may find something: the others are not even parsed. */
function suspects(project: Project): string[] {
  return project.files.filter((path) => !isTestFile(path) && project.facts(path)?.patterns)
}

function findingOf({ rule, at, detail }: Stray, seen: Map<string, number>): ConsistencyFinding {
  const stem = `${rule}:${at.file}#${at.within}`
  const ordinal = (seen.get(stem) ?? 0) + 1
  seen.set(stem, ordinal)
  return { id: ordinal === 1 ? stem : `${stem}:${ordinal}`, rule, ...at, detail }
}
