import { isFunction, memberName, type Node, outermost, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { awaitsOf } from './callback-loop.js'
import type { Loop } from './loop.js'

/** True when every turn comes to a node of its body, whatever its values are. */
export function isInEveryTurn(loop: Loop, node: Node): boolean {
  if (loop.kind === 'queue' && !loop.takesAll) return false
  for (
    let child = node, parent = node.parent;
    child !== loop.body && parent;
    child = parent, parent = parent.parent
  ) {
    switch (parent.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
      case 'SwitchStatement':
        if (child !== ('test' in parent ? parent.test : parent.discriminant)) return false
        break
      case 'LogicalExpression':
        if (child === parent.right) return false
        break
      case 'ForStatement':
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'WhileStatement':
      case 'SwitchCase':
      case 'CatchClause':
        if (parent !== loop.body.parent) return false
        break
    }
    if (isFunction(parent) && parent.body !== loop.body) return false
  }
  return !leavesBefore(loop.body, node)
}

/** `if (…) continue` in front of it: not every turn comes so far. */
function leavesBefore(body: Node, node: Node): boolean {
  let leaves = false
  walk(body, (inner) => {
    if (isFunction(inner) || inner.start >= node.start) return false
    if (/^(Return|Throw|Break|Continue)Statement$/.test(inner.type) && inner.end <= node.start) leaves = true
    return !leaves
  })
  return leaves
}

/**
 * True when a turn comes to a node before it waits for anything else than the turn before it, so that a promise
 * made before the loop is waited for as soon as it could fail.
 */
export function isAtOnce(file: SourceFile, loop: Loop, node: Node): boolean {
  if (!isInEveryTurn(loop, node)) return false
  const own = loop.kind === 'reduce' ? awaitsOf(file, loop.body, loop.before) : []
  let waits = false
  walk(loop.body, (inner) => {
    if (isFunction(inner) || inner.start >= node.start) return false
    if (inner.type === 'AwaitExpression' && inner.end <= node.start && !own.includes(inner)) waits = true
    return !waits
  })
  return !waits
}

/** `call.then(…)`, `call.catch(…)`: the promise itself is used. */
export function isThenChained(expression: Node): boolean {
  return chainOf(expression) !== expression
}

/** A promise with what is chained to it. */
function chainOf(expression: Node): Node {
  let whole = expression
  for (;;) {
    const outer = outermost(whole)
    const member = outer.parent
    const call = member?.parent
    if (member?.type !== 'MemberExpression' || member.object !== outer) return whole
    if (!/^(then|catch|finally)$/.test(memberName(member) ?? '')) return whole
    if (call?.type !== 'CallExpression' || unwrap(call.callee) !== member) return whole
    whole = call
  }
}

/** True when the loop's own function waits for a promise, or for what is chained to it. */
export function isAwaitedInTurn(expression: Node): boolean {
  return (
    expression.type === 'AwaitExpression' || outermost(chainOf(expression)).parent?.type === 'AwaitExpression'
  )
}
