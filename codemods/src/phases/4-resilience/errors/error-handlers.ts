import { type AnyFunction, isFunction, memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** A piece of code that is given an error. */
export interface ErrorHandler {
  /** `promise`: the callback of `.catch(…)`, or the second of `.then(…)`. */
  readonly form: 'catch' | 'promise' | 'middleware' | 'parameter'
  /** The catch clause, or the function. */
  readonly node: Node
  /** What the error is bound to; absent where it is dropped. */
  readonly parameter: Node | undefined
  readonly body: Node
  /** What the errors come from: the `try` block, or the promise; absent where that is anywhere. */
  readonly guarded?: Node
}

/** Every piece of code of the file that is given an error, in source order. */
export function errorHandlers(file: SourceFile): ErrorHandler[] {
  const handlers: ErrorHandler[] = []
  walk(file.program, (node) => {
    if (node.type === 'TryStatement' && node.handler) {
      const { handler } = node
      handlers.push({
        form: 'catch',
        node: handler as Node,
        parameter: (handler.param as Node | null) ?? undefined,
        body: handler.body as Node,
        guarded: node.block as Node,
      })
    } else if (node.type === 'CallExpression') {
      const handler = promiseHandler(node)
      if (handler) handlers.push(handler)
    } else if (isFunction(node)) {
      const handler = errorFunction(node)
      if (handler) handlers.push(handler)
    }
    return true
  })
  return handlers
}

function promiseHandler(call: Node): ErrorHandler | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const method = memberName(callee)
  if (callee.type !== 'MemberExpression' || (method !== 'catch' && method !== 'then')) return undefined
  const given = call.arguments[method === 'catch' ? 0 : 1] as Node | undefined
  const handler = given && unwrap(given)
  if (!isFunction(handler) || !handler.body) return undefined
  return {
    form: 'promise',
    node: handler,
    parameter: handler.params[0] as Node | undefined,
    body: handler.body as Node,
    guarded: callee.object as Node,
  }
}

const errorName = /^(e|ex|err|error|exception|cause|reason)$|(Error|Exception)$/

/** Express's `(error, request, response, next) => …`, an `onError` of Fastify or Hono, or `isConflict(error)`. */
function errorFunction(node: AnyFunction): ErrorHandler | undefined {
  const [first] = node.params as Node[]
  if (first?.type !== 'Identifier' || !errorName.test(first.name) || !node.body) return undefined
  const call = node.parent
  const callee = call?.type === 'CallExpression' ? unwrap(call.callee) : undefined
  const method = callee && memberName(callee)
  if (method === 'catch' || method === 'then') return undefined
  const isMiddleware = /^(use|setErrorHandler|onError)$/.test(method ?? '') || node.params.length === 4
  return {
    form: isMiddleware ? 'middleware' : 'parameter',
    node,
    parameter: first,
    body: node.body as Node,
  }
}

/** Visits what runs in the handler itself: not in functions it makes, nor in handlers inside it. */
export function walkHandler(handler: ErrorHandler, visit: (node: Node) => boolean | undefined): void {
  walk(handler.body, (node) => {
    if (node !== handler.body && (isFunction(node) || node.type === 'CatchClause')) return false
    return visit(node)
  })
}
