import type { Class } from 'oxc-parser'
import type { InheritedMember } from './collect-values.js'
import { declarationNamed } from './imported-binding.js'
import { importersThrough } from './importers-through.js'
import { isClass, unwrap, walk } from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import type { SourceFile } from './source-file.js'

/** The classes that extend a class by its name, in its file and in those that import it. */
export function* inheritingClasses(
  project: Project,
  { file: base, className }: Pick<InheritedMember, 'file' | 'className'>,
): Iterable<{ readonly file: SourceFile; readonly owner: Class }> {
  for (const path of [base, ...importersThrough(project, base)]) {
    if (isTestFile(path) || !/\bextends\b/.test(project.text(path) ?? '')) continue
    const file = project.source(path)
    if (!file) continue
    const found: Class[] = []
    walk(file.program, (node) => {
      if (isClass(node) && isBase(project, file, node, base, className)) found.push(node)
      return true
    })
    for (const owner of found) yield { file, owner }
  }
}

function isBase(
  project: Project,
  file: SourceFile,
  { superClass }: Class,
  base: string,
  className: string,
): boolean {
  const named = superClass ? unwrap(superClass) : undefined
  const declared = named?.type === 'Identifier' ? declarationNamed(project, file, named) : undefined
  return declared?.file === base && isClass(declared.node) && declared.node.id?.name === className
}
