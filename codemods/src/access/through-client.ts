import { declarationNamed } from '../survey/imported-binding.js'
import { isClass, type Node } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { injectedBy } from './data-call.js'

const known = new WeakMap<Node, boolean>()

/** True for a repository class whose statements go through the legacy client: `constructor(db = inject(queryDatabase))`. */
export function isThroughClient(project: Project, file: SourceFile, declared: Node): boolean {
  const found = known.get(declared) ?? readThrough(project, file, declared)
  known.set(declared, found)
  return found
}

/** The same for what `inject(token)` gives. */
export function givesThroughClient(project: Project, file: SourceFile, token: Node): boolean {
  const declared = declarationNamed(project, file, token)
  const source = declared && project.source(declared.file)
  return Boolean(declared && source && isThroughClient(project, source, declared.node))
}

function readThrough(project: Project, file: SourceFile, declared: Node): boolean {
  if (!isClass(declared)) return false
  for (const member of declared.body.body) {
    if (member.type !== 'MethodDefinition' || member.kind !== 'constructor') continue
    return (member.value.params as Node[]).some((parameter) => {
      const token = parameter.type === 'AssignmentPattern' && injectedBy(file, parameter.right)
      const made = token && declarationNamed(project, file, token)
      const source = made && project.source(made.file)
      return Boolean(made && source && /\bdatabaseThrough\(/.test(source.textOf(made.node)))
    })
  }
  return false
}
