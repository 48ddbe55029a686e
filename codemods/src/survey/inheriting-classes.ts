import type { Class } from 'oxc-parser'
import type { InheritedMember } from './collect-values.js'
import { importedBinding } from './imported-binding.js'
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
  const binding = named?.type === 'Identifier' ? file.scopes.resolve(named) : undefined
  if (!binding) return false
  const imported = importedBinding(project, file, binding)
  if (!imported) return file.path === base && binding.name === className
  const declared = imported.target && project.declarationOf(imported.target, imported.imported)
  if (!declared || declared.file !== base || declared.export.kind !== 'local') return false
  const { node } = declared.export
  return isClass(node) && node.id?.name === className
}
