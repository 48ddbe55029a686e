import type { ImportNeed } from '../../../plan/proposal.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { type Node, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

export interface TypeNeeds {
  readonly imports: readonly ImportNeed[]
  readonly exports: readonly { readonly file: string; readonly at: number }[]
}

/** What another file needs to use a type as it is written here; undefined when it names something local to a function. */
export function typeArgumentNeeds(project: Project, file: SourceFile, type: Node): TypeNeeds | undefined {
  const imports: ImportNeed[] = []
  const exports: { file: string; at: number }[] = []
  let possible = true
  walk(type, (node) => {
    if (node.type !== 'Identifier') return
    const binding = file.scopes.resolve(node)
    if (!binding) return
    const imported = importedBinding(project, file, binding)
    if (imported) {
      if (imported.imported === '*' || imported.imported === 'default') possible = false
      const alias = binding.name === imported.imported ? {} : { alias: binding.name }
      const target = imported.target ? { file: imported.target } : { package: imported.specifier }
      imports.push({ target, name: imported.imported, ...alias, typeOnly: true })
    } else if (binding.scope !== file.program || binding.kind === 'variable') {
      possible = false
    } else {
      imports.push({ target: { file: file.path }, name: binding.name, typeOnly: true })
      const exported = project.exports(file.path)?.named.get(binding.name)
      if (!exported) exports.push({ file: file.path, at: binding.declaration.start })
    }
  })
  return possible ? { imports, exports } : undefined
}
