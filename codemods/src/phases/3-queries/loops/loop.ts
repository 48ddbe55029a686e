import type { Statement } from 'oxc-parser'
import { isFunction, memberName, type Node, outermost, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

interface Common {
  /** The expression that yields what is gone through. */
  readonly list: Node
  /** What runs once per turn. */
  readonly body: Node
  /** Where the loop stands: what is hoisted goes before it. Undefined when there is no room before it. */
  readonly statement: Statement | undefined
}

export type Loop =
  | (Common & { readonly kind: 'for-of'; readonly element: Node })
  /** `for (let i = 0; i < list.length; i++)` */
  | (Common & { readonly kind: 'index'; readonly index: string })
  /** `Promise.all(list.map(async (element) => …))`: `whole` is the call of Promise.all. */
  | (Common & { readonly kind: 'map'; readonly element: Node; readonly callback: Node; readonly whole: Node })

export type NoLoop = 'not-awaited' | 'unfamiliar-loop'

/** The innermost loop around a node; undefined when it is in none. */
export function loopAround(file: SourceFile, node: Node): Loop | NoLoop | undefined {
  for (let current = node.parent, child: Node = node; current; child = current, current = current.parent) {
    switch (current.type) {
      case 'ForOfStatement':
        if (current.right === child) break
        return current.await ? 'unfamiliar-loop' : forOf(current)
      case 'ForStatement':
        if (current.init === child) break
        return indexLoop(file, current)
      case 'ForInStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return 'unfamiliar-loop'
    }
    if (isFunction(current)) return callbackLoop(current)
  }
  return undefined
}

function forOf(loop: Node): Loop | NoLoop {
  if (loop.type !== 'ForOfStatement') return 'unfamiliar-loop'
  const { left } = loop
  if (left.type !== 'VariableDeclaration' || left.kind === 'var' || left.declarations.length !== 1)
    return 'unfamiliar-loop'
  const element = left.declarations[0]!.id as Node
  return { kind: 'for-of', element, list: loop.right, body: loop.body as Node, statement: placed(loop) }
}

function indexLoop(file: SourceFile, loop: Node): Loop | NoLoop {
  if (loop.type !== 'ForStatement') return 'unfamiliar-loop'
  const declarator = loop.init?.type === 'VariableDeclaration' ? loop.init.declarations[0] : undefined
  const test = loop.test && unwrap(loop.test)
  const update = loop.update && unwrap(loop.update)
  const start = declarator?.init && unwrap(declarator.init)
  if (declarator?.id.type !== 'Identifier' || start?.type !== 'Literal' || start.value !== 0)
    return 'unfamiliar-loop'
  const index = declarator.id.name
  const counts =
    update?.type === 'UpdateExpression' && update.operator === '++' && file.textOf(update.argument) === index
  if (!counts || test?.type !== 'BinaryExpression' || test.operator !== '<') return 'unfamiliar-loop'
  const bound = unwrap(test.right)
  if (file.textOf(test.left) !== index || bound.type !== 'MemberExpression' || memberName(bound) !== 'length')
    return 'unfamiliar-loop'
  return { kind: 'index', index, list: bound.object, body: loop.body as Node, statement: placed(loop) }
}

function callbackLoop(callback: Node): Loop | NoLoop | undefined {
  const call = callback.parent
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback) return undefined
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' || !isFunction(callback)) return undefined
  const method = memberName(callee)
  if (method === 'forEach') return 'not-awaited'
  if (method === 'reduce' || method === 'reduceRight' || method === 'flatMap') return 'unfamiliar-loop'
  if (method !== 'map') return undefined
  const whole = outermost(call).parent
  const awaited = whole?.type === 'CallExpression' ? outermost(whole).parent : undefined
  if (whole?.type !== 'CallExpression' || !isPromiseAll(whole.callee)) return 'not-awaited'
  const element = callback.params[0] as Node | undefined
  if (!element || callback.params.length > 2 || element.type === 'RestElement') return 'unfamiliar-loop'
  return {
    kind: 'map',
    element,
    callback,
    whole,
    list: callee.object,
    body: callback.body as Node,
    statement: awaited?.type === 'AwaitExpression' ? rootStatement(awaited) : undefined,
  }
}

function isPromiseAll(callee: Node): boolean {
  const bare = unwrap(callee)
  return (
    bare.type === 'MemberExpression' &&
    bare.object.type === 'Identifier' &&
    bare.object.name === 'Promise' &&
    memberName(bare) === 'all'
  )
}

/** The statement that does nothing before it evaluates this expression. */
function rootStatement(expression: Node): Statement | undefined {
  const outer = outermost(expression)
  const parent = outer.parent
  if (parent?.type === 'ExpressionStatement' || parent?.type === 'ReturnStatement') return placed(parent)
  const declaration = parent?.type === 'VariableDeclarator' ? parent.parent : undefined
  return declaration?.type === 'VariableDeclaration' && declaration.declarations.length === 1
    ? placed(declaration)
    : undefined
}

function placed(statement: Node): Statement | undefined {
  return statement.parent?.type === 'BlockStatement' ? (statement as Statement) : undefined
}
