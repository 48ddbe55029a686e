import { type AnyFunction, memberName, type Node, unwrap } from '../survey/nodes.js'
import { returned } from '../survey/returned.js'
import type { SourceFile } from '../survey/source-file.js'

/** True for a function that returns a value out of the first row, and not the row: `rows[0]?.n`, `row[0] as T`. */
export function givesValue(file: SourceFile, body: AnyFunction): boolean {
  return returned(body).some((expression) => isOfFirst(file, expression))
}

function isOfFirst(file: SourceFile, expression: Node): boolean {
  const node = unwrap(expression)
  switch (node.type) {
    case 'AwaitExpression':
      return isOfFirst(file, node.argument)
    case 'ConditionalExpression':
      return isOfFirst(file, node.consequent) || isOfFirst(file, node.alternate)
    case 'LogicalExpression':
      return isOfFirst(file, node.left) || isOfFirst(file, node.right)
    case 'MemberExpression':
      return isFirst(file, node.object) || isValues(node.object)
    default:
      return false
  }
}

/** `rows[0]`, `rows.at(0)`, and what a variable has from there. */
function isFirst(file: SourceFile, expression: Node): boolean {
  const node = unwrap(expression)
  if (node.type === 'MemberExpression')
    return node.computed && node.property.type === 'Literal' && node.property.value === 0
  if (node.type === 'CallExpression') return /^(at|shift|pop)$/.test(memberName(unwrap(node.callee)) ?? '')
  if (node.type !== 'Identifier') return false
  const declaration = file.scopes.resolve(node)?.declaration
  if (declaration?.type !== 'VariableDeclarator' || !declaration.init) return false
  return declaration.id.type === 'ArrayPattern' || isFirst(file, declaration.init)
}

/** `Object.values(row)` */
function isValues(expression: Node): boolean {
  const node = unwrap(expression)
  return node.type === 'CallExpression' && memberName(unwrap(node.callee)) === 'values'
}
