import { requiredImport } from './exports.js'
import type { Node } from './nodes.js'
import type { Project } from './project.js'
import type { Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'

export interface ImportedBinding {
  readonly specifier: string
  /** The exported name; `*` for a namespace, `default` for a default import. */
  readonly imported: string
  /** The project file behind the specifier; absent for packages. */
  readonly target?: string
  readonly dynamic: boolean
}

const known = new WeakMap<Binding, ImportedBinding | null>()

/** What an import, `require` or dynamic import binds; undefined for local declarations. */
export function importedBinding(
  project: Project,
  file: SourceFile,
  binding: Binding,
): ImportedBinding | undefined {
  // Asked for every reference, in every pass.
  let found = known.get(binding)
  if (found === undefined) {
    found = find(project, file, binding) ?? null
    known.set(binding, found)
  }
  return found ?? undefined
}

/** What a name stands for: what its file declares by it, or the project's file that it is imported from. */
export function declarationNamed(
  project: Project,
  file: SourceFile,
  name: Node,
): { readonly file: string; readonly node: Node } | undefined {
  const binding = file.scopes.resolve(name)
  if (!binding) return undefined
  const imported = importedBinding(project, file, binding)
  if (!imported) return { file: file.path, node: binding.declaration }
  const declared = imported.target && project.declarationOf(imported.target, imported.imported)
  return declared && declared.export.kind === 'local'
    ? { file: declared.file, node: declared.export.node }
    : undefined
}

function find(project: Project, file: SourceFile, binding: Binding): ImportedBinding | undefined {
  const found =
    binding.kind === 'import' ? staticImport(binding) : requiredImport(binding.declaration, binding.name)
  if (!found) return undefined
  const target = project.graph.resolve(file.path, found.from)
  return {
    specifier: found.from,
    imported: target === undefined ? found.imported : exportedName(project, target, found.imported),
    ...(target !== undefined && { target }),
    dynamic: binding.kind !== 'import' && file.textOf(binding.declaration).includes('import('),
  }
}

/** Whole modules and default imports mean the same where `module.exports` was assigned. */
function exportedName(project: Project, target: string, imported: string): string {
  if (imported !== '*' && imported !== 'default') return imported
  if (!/module\.exports\s*=|export\s*=/.test(project.text(target) ?? '')) return imported
  const exports = project.exports(target)
  if (!exports?.assigned) return imported
  return exports.named.has('default') ? 'default' : '*'
}

function staticImport(binding: Binding): { from: string; imported: string } | undefined {
  const specifier = binding.declaration
  const declaration = specifier.parent
  if (specifier.type === 'TSImportEqualsDeclaration') {
    const reference = specifier.moduleReference
    return reference.type === 'TSExternalModuleReference'
      ? { from: reference.expression.value, imported: '*' }
      : undefined
  }
  if (declaration?.type !== 'ImportDeclaration') return undefined
  const from = declaration.source.value
  switch (specifier.type) {
    case 'ImportSpecifier':
      return {
        from,
        imported: specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name,
      }
    case 'ImportDefaultSpecifier':
      return { from, imported: 'default' }
    default:
      return { from, imported: '*' }
  }
}
