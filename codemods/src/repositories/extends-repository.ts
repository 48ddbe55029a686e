import { declarationNamed, importedBinding } from '../survey/imported-binding.js'
import { isClass, type Node, unwrap } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'

export const runtimePackage = '@duckshift/runtime'

/** True for a class that extends the runtime's `Repository` itself. */
export function extendsRepository(project: Project, file: SourceFile, declaration: Node): boolean {
  const parent = superClassOf(declaration)
  const binding = parent && file.scopes.resolve(parent)
  const imported = binding && importedBinding(project, file, binding)
  return imported?.specifier === runtimePackage && imported.imported === 'Repository'
}

/** The same, also through classes of the project. */
export function inheritsRepository(
  project: Project,
  file: SourceFile,
  declaration: Node,
  seen: ReadonlySet<Node> = new Set(),
): boolean {
  if (seen.has(declaration)) return false
  if (extendsRepository(project, file, declaration)) return true
  const parent = superClassOf(declaration)
  const base = parent && declarationNamed(project, file, parent)
  const source = base && project.source(base.file)
  return source ? inheritsRepository(project, source, base.node, new Set([...seen, declaration])) : false
}

function superClassOf(declaration: Node): Node | undefined {
  const parent = isClass(declaration) && declaration.superClass ? unwrap(declaration.superClass) : undefined
  return parent?.type === 'Identifier' ? parent : undefined
}
