import { isFunction, type Node, outermost } from '../../../survey/nodes.js'

/** The type of a row, in the type of the function that returns a call: `Promise<Row[]>`, `Promise<Row | null>`. */
export function returnedRow(call: Node): Node | undefined {
  const whole = outermost(call)
  const given = whole.parent?.type === 'AwaitExpression' ? outermost(whole.parent) : whole
  if (!/^(ReturnStatement|ArrowFunctionExpression)$/.test(given.parent?.type ?? '')) return undefined
  let node = given.parent
  while (node && !isFunction(node)) node = node.parent
  const type = node?.returnType?.typeAnnotation as Node | undefined
  const promised = type && argumentOf(type, /^Promise$/)
  return promised && rowIn(promised)
}

function rowIn(type: Node): Node | undefined {
  if (type.type === 'TSArrayType') return type.elementType as Node
  if (type.type !== 'TSUnionType') return argumentOf(type, /^(Readonly)?Array$/)
  const rows = (type.types as Node[]).filter(({ type }) => !/^TS(Null|Undefined)Keyword$/.test(type))
  return rows.length === 1 ? rows[0] : undefined
}

function argumentOf(type: Node, name: RegExp): Node | undefined {
  const isNamed =
    type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && name.test(type.typeName.name)
  return isNamed ? (type.typeArguments?.params[0] as Node | undefined) : undefined
}
