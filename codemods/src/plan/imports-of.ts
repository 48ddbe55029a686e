import { importSpecifiers } from '../survey/module-graph.js'
import type { Project } from '../survey/project.js'

/** The specifiers of a file, with the project files that they mean. */
export function importsOf(project: Project, from: string): [string, string][] {
  return importSpecifiers(project.text(from) ?? '').flatMap((specifier): [string, string][] => {
    const file = project.graph.resolve(from, specifier)
    return file === undefined ? [] : [[specifier, file]]
  })
}
