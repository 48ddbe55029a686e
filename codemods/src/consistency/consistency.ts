import type { ConsistencyFinding, Place } from '../model.js'
import { type Node, placeName } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import type { Survey } from '../survey/survey.js'
import { textOrder } from '../text-order.js'
import { type ErrorClass, secondFamilies } from './error-families.js'
import { isSuspect, patternsOf, type SeenPatterns } from './file-patterns.js'
import { importPaths } from './import-paths.js'
import { extraOpenings, type Opening } from './openings.js'
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
export function consistencyOf(found: ConsistencyScope, known?: SeenPatterns): ConsistencyFinding[] {
  const { project } = found
  const legacy = new Set([...found.accessors, ...found.clients].map(({ module }) => module))
  const strays: Stray[] = []
  const opened: Opening[] = []
  const errors: ErrorClass[] = []
  const concerns = new Map<string, ReadonlySet<string>>()
  const paths = project.files.filter((path) => isSuspect(project, path))
  project.expect(paths.filter((path) => !known?.get(path)))
  for (const path of paths) {
    // One file at a time: many may have to be read.
    const own = known?.get(path) ?? project.visit(path, (file) => patternsOf(project, file))
    if (!own) continue
    if (!legacy.has(path)) {
      strays.push(...own.besideTheClient.imports)
      opened.push(...own.besideTheClient.openings)
    }
    strays.push(...own.rethrows)
    errors.push(...own.errors)
    concerns.set(path, own.concerns)
  }
  strays.push(...extraOpenings(opened), ...secondFamilies(errors), ...importPaths(project, concerns))
  const seen = new Map<string, number>()
  return strays
    .map((stray) => findingOf(stray, seen))
    .sort((a, b) => textOrder(a.file, b.file) || a.line - b.line || a.column - b.column)
}

function findingOf({ rule, at, detail }: Stray, seen: Map<string, number>): ConsistencyFinding {
  const stem = `${rule}:${at.file}#${at.within}`
  const ordinal = (seen.get(stem) ?? 0) + 1
  seen.set(stem, ordinal)
  return { id: ordinal === 1 ? stem : `${stem}:${ordinal}`, rule, ...at, detail }
}
