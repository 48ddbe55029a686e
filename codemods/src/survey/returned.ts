import { type AnyFunction, isClass, isFunction, type Node, walk } from './nodes.js'

/** The expressions a function returns, its nested functions' left out. */
export function returned(body: AnyFunction): Node[] {
  if (body.body && body.body.type !== 'BlockStatement') return [body.body]
  const expressions: Node[] = []
  if (body.body) {
    walk(body.body, (node) => {
      if (node.type === 'ReturnStatement' && node.argument) expressions.push(node.argument)
      return !isFunction(node) && !isClass(node)
    })
  }
  return expressions
}
