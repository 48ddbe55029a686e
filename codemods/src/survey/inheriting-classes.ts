import type { Class } from 'oxc-parser'
import { baseClass } from './callee-function.js'
import type { InheritedMember } from './collect-values.js'
import { importersThrough } from './importers-through.js'
import { isClass, walk } from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import type { SourceFile } from './source-file.js'

/** The classes that extend a class, in its file and in those that import it. */
export function* inheritingClasses(
  project: Project,
  { file: base, classStart }: Pick<InheritedMember, 'file' | 'classStart'>,
): Iterable<{ readonly file: SourceFile; readonly owner: Class }> {
  for (const path of [base, ...importersThrough(project, base)]) {
    if (isTestFile(path) || !/\bextends\b/.test(project.text(path) ?? '')) continue
    const file = project.source(path)
    if (!file) continue
    const found: Class[] = []
    walk(file.program, (node) => {
      const above = isClass(node) ? baseClass(project, file, node) : undefined
      if (above?.file.path === base && above.node.start === classStart) found.push(node as Class)
      return true
    })
    for (const owner of found) yield { file, owner }
  }
}

/** True where some file may have a class that extends one of a file. */
export function mayBeExtended(project: Project, file: string): boolean {
  return [file, ...importersThrough(project, file)].some(
    (path) => !isTestFile(path) && /\bextends\b/.test(project.text(path) ?? ''),
  )
}
