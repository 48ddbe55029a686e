import type { DataCall } from '../../../access/data-call.js'
import { memberName, type Node, outermost, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** Rows that a call fetched, and every expression in which they are used. */
export interface FetchedRows {
  /** The variable that holds them; absent where they are used on the spot. */
  readonly variable?: Node
  /** Where the rows are named: the identifiers, or the awaited call itself. */
  readonly mentions: readonly Node[]
}

/** Undefined unless the rows stay in a constant of their own, or are used once on the spot. */
export function fetchedRows(file: SourceFile, call: DataCall): FetchedRows | undefined {
  if (!call.awaited) return undefined
  const outer = outermost(call.expression)
  const { parent } = outer
  if (parent?.type === 'VariableDeclarator' && parent.init === outer) {
    const declaration = parent.parent
    const isConstant = declaration?.type === 'VariableDeclaration' && declaration.kind === 'const'
    if (!isConstant || parent.id.type !== 'Identifier' || parent.id.typeAnnotation) return undefined
    const binding = file.scopes.lookup(parent.id, parent.id.name)
    if (!binding || binding.references.length === 0) return undefined
    return { variable: parent.id, mentions: binding.references }
  }
  const isUsed =
    (parent?.type === 'MemberExpression' && parent.object === outer) ||
    (parent?.type === 'ForOfStatement' && parent.right === outer)
  return isUsed ? { mentions: [outer] } : undefined
}

/** `rows.length`, `rows.filter(…)`: the member of an expression that is used, and the call of it. */
export interface MemberUse {
  readonly name: string
  /** The member, or the call of it. */
  readonly expression: Node
  readonly arguments: readonly Node[] | undefined
}

export function memberUse(mention: Node): MemberUse | undefined {
  const object = outermost(mention)
  const member = object.parent
  if (member?.type !== 'MemberExpression' || member.object !== object || member.optional) return undefined
  const name = memberName(member)
  if (name === undefined) return undefined
  const outer = outermost(member)
  const call = outer.parent
  if (call?.type !== 'CallExpression' || call.callee !== outer)
    return { name, expression: member, arguments: undefined }
  return { name, expression: call, arguments: call.arguments as Node[] }
}

/** The parameters and the value of `(row) => value`; undefined for callbacks that do more. */
export function arrow(
  callback: Node | undefined,
): { readonly parameters: Node[]; readonly value: Node } | undefined {
  const bare = callback && unwrap(callback)
  if (bare?.type !== 'ArrowFunctionExpression' || bare.async) return undefined
  const parameters = bare.params as Node[]
  if (bare.body.type !== 'BlockStatement') return { parameters, value: bare.body as Node }
  const [only] = bare.body.body as Node[]
  return bare.body.body.length === 1 && only?.type === 'ReturnStatement' && only.argument
    ? { parameters, value: only.argument }
    : undefined
}
