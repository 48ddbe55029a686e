import type { Planning } from '../../../plan/planning.js'
import { type AnyFunction, memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

export interface CallSite {
  readonly file: SourceFile
  readonly call: Node
  readonly values: readonly (Node | undefined)[]
}

/** Every call of a function from outside of it; undefined where it is passed on as a value, so that nobody can tell. */
export function callsOf(planning: Planning, file: SourceFile, owner: AnyFunction): CallSite[] | undefined {
  const name = nameNode(owner)
  if (!name) return undefined
  const calls: CallSite[] = []
  for (const place of planning.oracle.referencesTo(file.path, name.start)) {
    const source = planning.survey.project.source(place.file)
    const node = source?.identifierAt(place.start)
    if (!source || !node) return undefined
    if (source === file && node.start >= owner.start && node.end <= owner.end) continue
    if (node.start === name.start && source === file) continue
    if (/^(Import|Export)\w*Specifier$/.test(node.parent?.type ?? '')) continue
    const callee = node.parent?.type === 'MemberExpression' && memberName(node.parent) ? node.parent : node
    const call = callee.parent
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== callee) return undefined
    const values = call.arguments as Node[]
    if (values.some((value) => value.type === 'SpreadElement')) return undefined
    calls.push({ file: source, call, values })
  }
  return calls
}

function nameNode(owner: AnyFunction): Node | undefined {
  if (owner.id) return owner.id as Node
  const { parent } = owner
  if (parent?.type === 'VariableDeclarator') return parent.id as Node
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') return parent.key as Node
  return undefined
}
