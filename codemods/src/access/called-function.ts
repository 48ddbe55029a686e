import { functionOf } from '../survey/exports.js'
import { importedBinding } from '../survey/imported-binding.js'
import { enclosingClass, isClass, keyName, memberName, type Node, unwrap } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'

export interface CalledFunction {
  readonly file: SourceFile
  /** Undefined where a name is known but what it holds is not. */
  readonly body: Node | undefined
}

/** The project's own function that a call runs: by its name, or a method of the same class by `this`. */
export function calledFunction(project: Project, file: SourceFile, call: Node): CalledFunction | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  if (callee.type === 'MemberExpression') {
    if (unwrap(callee.object).type !== 'ThisExpression') return undefined
    const owner = enclosingClass(callee)
    const name = memberName(callee)
    const member = isClass(owner)
      ? owner.body.body.find(
          (candidate) => candidate.type === 'MethodDefinition' && keyName(candidate.key) === name,
        )
      : undefined
    return member?.type === 'MethodDefinition' ? { file, body: member.value as Node } : undefined
  }
  const binding = callee.type === 'Identifier' ? file.scopes.resolve(callee) : undefined
  if (!binding || binding.kind === 'parameter') return undefined
  const imported = importedBinding(project, file, binding)
  if (!imported) return { file, body: functionOf(binding.declaration) }
  const declared = imported.target && project.declarationOf(imported.target, imported.imported)
  const source = declared && project.source(declared.file)
  if (!source || declared.export.kind !== 'local') return undefined
  return { file: source, body: functionOf(declared.export.node) }
}
