import type { Statement } from 'oxc-parser'
import { enclosingFunction, isInTry, type Node, outermost } from '../../../survey/nodes.js'
import type { LoopPlace } from './loop.js'

/** The statement that does nothing before it evaluates an expression, and whether it waits for it. */
export function placeOf(expression: Node): LoopPlace {
  const outer = outermost(expression)
  if (outer.parent?.type === 'AwaitExpression') return { statement: rootStatement(outer.parent), waits: true }
  const statement = rootStatement(outer)
  const isReturned = statement?.type === 'ReturnStatement'
  return {
    statement,
    waits: isReturned && enclosingFunction(expression)?.async === true && !isInTry(statement),
  }
}

function rootStatement(expression: Node): Statement | undefined {
  const outer = outermost(expression)
  const parent = outer.parent
  if (parent?.type === 'ExpressionStatement' || parent?.type === 'ReturnStatement') return placed(parent)
  const declaration = parent?.type === 'VariableDeclarator' ? parent.parent : undefined
  return declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1
    ? placed(declaration)
    : undefined
}

export function placed(statement: Node): Statement | undefined {
  return statement.parent?.type === 'BlockStatement' ? (statement as Statement) : undefined
}
