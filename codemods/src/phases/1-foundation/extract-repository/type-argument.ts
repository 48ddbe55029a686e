import type { ImportNeed } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { type Node, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

export interface TypeNeeds {
  readonly imports: readonly ImportNeed[]
  readonly exports: readonly { readonly file: string; readonly at: number }[]
}

/** What another file needs to use a type as it is written here; undefined when it names something local to a function. */
export function typeArgumentNeeds(project: Project, file: SourceFile, type: Node): TypeNeeds | undefined {
  const needs: TypeNeeds[] = []
  let possible = true
  walk(type, (node) => {
    // `import('./types.js').Item` is written for this file's folder.
    if (node.type === 'TSImportType') possible = false
    const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
    const own = binding && needsOf(project, file, binding)
    if (own) needs.push(own)
    else if (binding) possible = false
  })
  if (!possible) return undefined
  return {
    imports: needs.flatMap(({ imports }) => imports),
    exports: needs.flatMap(({ exports }) => exports),
  }
}

/** The same for a type that has a name at the top of the file. */
export function typeNameNeeds(project: Project, file: SourceFile, name: string): TypeNeeds | undefined {
  const binding = file.scopes.topLevel(name)
  return binding && needsOf(project, file, binding)
}

function needsOf(project: Project, file: SourceFile, binding: Binding): TypeNeeds | undefined {
  const imported = importedBinding(project, file, binding)
  if (imported) {
    if (imported.imported === '*' || imported.imported === 'default') return undefined
    const alias = binding.name === imported.imported ? {} : { alias: binding.name }
    const target = imported.target ? { file: imported.target } : { package: imported.specifier }
    return { imports: [{ target, name: imported.imported, ...alias, typeOnly: true }], exports: [] }
  }
  if (binding.scope !== file.program || binding.kind === 'variable') return undefined
  const isExported = project.exports(file.path)?.named.has(binding.name)
  return {
    imports: [{ target: { file: file.path }, name: binding.name, typeOnly: true }],
    exports: isExported ? [] : [{ file: file.path, at: binding.declaration.start }],
  }
}
