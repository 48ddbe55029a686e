import type { Planning } from '../../../plan/planning.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { importersThrough } from '../../../survey/importers-through.js'
import { memberName, type Node } from '../../../survey/nodes.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

export interface PlacedNode {
  readonly file: SourceFile
  readonly node: Node
}

/** Every use of a top-level or local name, in the files that import it too; undefined where one hands it on. */
export function referencesOf(
  planning: Planning,
  file: SourceFile,
  binding: Binding,
): PlacedNode[] | undefined {
  const { project } = planning.survey
  const found: PlacedNode[] = []
  const add = (own: SourceFile, nodes: readonly Node[]): boolean => {
    for (const node of nodes) {
      const { parent } = node
      if (parent?.type === 'ExportSpecifier' || parent?.type === 'ExportDefaultDeclaration') return false
      if (parent?.type === 'TSTypeQuery') return false
      found.push({ file: own, node })
    }
    return true
  }
  if (!add(file, binding.references)) return undefined
  const names = exportedNames(planning, file, binding)
  if (names.size === 0) return found
  for (const path of importersThrough(project, file.path)) {
    const other = project.source(path)
    if (!other) continue
    for (const exported of project.exports(path)?.named.values() ?? [])
      if (exported.kind === 're-export' && isSame(planning, path, exported.name, file, names))
        return undefined
    for (const imported of other.scopes.bindings()) {
      const from = importedBinding(project, other, imported)
      if (!from?.target) continue
      if (from.imported === '*') {
        const members = imported.references.flatMap(({ parent }) =>
          parent?.type === 'MemberExpression' && names.has(memberName(parent as Node) ?? '')
            ? [parent as Node]
            : [],
        )
        if (members.length > 0 && from.target === file.path) add(other, members)
      } else if (
        isSame(planning, from.target, from.imported, file, names) &&
        !add(other, imported.references)
      ) {
        return undefined
      }
    }
  }
  return found
}

function exportedNames({ survey }: Planning, file: SourceFile, binding: Binding): Set<string> {
  if (file.scopes.topLevel(binding.name) !== binding) return new Set()
  const named = survey.project.exports(file.path)?.named ?? new Map()
  const names = new Set<string>()
  for (const [name, exported] of named)
    if (
      exported.kind === 'local' &&
      (exported.node === binding.declaration || exported.local === binding.name)
    )
      names.add(name)
  return names
}

function isSame(
  { survey }: Planning,
  from: string,
  name: string,
  file: SourceFile,
  names: ReadonlySet<string>,
): boolean {
  const declared = survey.project.declarationOf(from, name)
  return declared?.file === file.path && names.has(declared.export.name)
}
