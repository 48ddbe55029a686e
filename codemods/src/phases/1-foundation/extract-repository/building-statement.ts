import { isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import { doesNothing, givesText } from '../../../survey/pure-expressions.js'

/** `list` of `list.push(…)`. */
export function pushedTo(call: Node & { type: 'CallExpression' }): Node | undefined {
  const callee = unwrap(call.callee)
  return callee.type === 'MemberExpression' && memberName(callee) === 'push'
    ? unwrap(callee.object as Node)
    : undefined
}

/** `name` in `user.name` and `{ name: 1 }`: it names no variable. */
export function isMemberName(name: Node): boolean {
  const { parent } = name
  return (
    (parent?.type === 'MemberExpression' && parent.property === name && !parent.computed) ||
    (parent?.type === 'Property' && parent.key === name && !parent.shorthand && !parent.computed)
  )
}

/** True for what stands for types alone. */
export function isType(node: Node): boolean {
  return /^TS(TypeAnnotation|TypeParameterInstantiation)$/.test(node.type)
}

/** True for a statement that does nothing but put texts and lists together. */
export function isBuilding(statement: Node): boolean {
  switch (statement.type) {
    case 'BlockStatement':
      return statement.body.every((each) => isBuilding(each as Node))
    case 'VariableDeclaration':
      return (
        statement.kind !== 'var' &&
        statement.declarations.every(({ id, init }) => id.type === 'Identifier' && (!init || isPure(init)))
      )
    case 'IfStatement':
      return (
        isPure(statement.test) &&
        isBuilding(statement.consequent) &&
        (statement.alternate === null || isBuilding(statement.alternate))
      )
    case 'SwitchStatement':
      return (
        isPure(statement.discriminant) &&
        statement.cases.every(({ consequent }) =>
          consequent.every((each) =>
            each.type === 'BreakStatement' ? each.label === null : isBuilding(each as Node),
          ),
        )
      )
    case 'ForOfStatement':
      return (
        !statement.await &&
        statement.left.type === 'VariableDeclaration' &&
        isPure(statement.right) &&
        isBuilding(statement.body)
      )
    case 'ExpressionStatement': {
      const expression = unwrap(statement.expression)
      if (expression.type === 'AssignmentExpression')
        return (
          /^\+?=$/.test(expression.operator) &&
          expression.left.type === 'Identifier' &&
          isPure(expression.right)
        )
      return (
        expression.type === 'CallExpression' &&
        pushedTo(expression)?.type === 'Identifier' &&
        expression.arguments.every((given) => isPure(given as Node))
      )
    }
    default:
      return false
  }
}

const ofLists = /^(map|filter|flatMap|fill|from|repeat|includes|startsWith|endsWith|concat|getTime|split)$/
const pureFunctions = /^(String|Number|Boolean|parseInt|parseFloat|Array)$/
const pureOf = /^(Math|Array|Object|Number)$/

/** True for an expression that changes nothing and waits for nothing, made of what any file has. */
export function isPure(expression: Node): boolean {
  let pure = true
  walk(expression, (node) => {
    if (node.type.startsWith('TS') && isType(node)) return false
    if (isFunction(node)) {
      pure &&= node.type === 'ArrowFunctionExpression' && node.expression && !node.async
    } else if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      pure &&=
        callee.type === 'Identifier'
          ? pureFunctions.test(callee.name)
          : callee.type === 'MemberExpression' && !callee.computed && isPureMethod(callee)
    } else if (node.type === 'NewExpression') {
      const callee = unwrap(node.callee)
      pure &&= callee.type === 'Identifier' && /^(Date|Array)$/.test(callee.name)
    } else if (!doesNothing(node) && node.type !== 'SpreadElement') pure = false
    return pure
  })
  return pure
}

function isPureMethod(callee: Node & { type: 'MemberExpression' }): boolean {
  const name = memberName(callee) ?? ''
  const on = unwrap(callee.object as Node)
  return (
    givesText(name) ||
    ofLists.test(name) ||
    (on.type === 'Identifier' && pureOf.test(on.name) && name !== 'assign')
  )
}
