import { memberName, type Node, outermost } from '../survey/nodes.js'

/**
 * True where the promise of a call is what its function gives back: returned as it is, by one way of a choice, or with
 * `.then(…)`, `.catch(…)` and `.finally(…)` behind it, which may also be awaited here.
 */
export function isGivenBack(call: Node): boolean {
  const whole = outermost(call)
  const { parent } = whole
  if (parent?.type === 'ReturnStatement' || parent?.type === 'ArrowFunctionExpression') return true
  if (parent?.type === 'ConditionalExpression')
    return whole.start >= parent.test.end && isGivenBack(parent as Node)
  const next = continuationOf(whole)
  return next !== undefined && (outermost(next).parent?.type === 'AwaitExpression' || isGivenBack(next))
}

/** The call of `.then(…)`, `.catch(…)` or `.finally(…)` on a promise. */
function continuationOf(promise: Node): Node | undefined {
  const member = promise.parent
  if (member?.type !== 'MemberExpression' || member.object.start !== promise.start || member.optional)
    return undefined
  const callee = outermost(member)
  const isContinued = /^(then|catch|finally)$/.test(memberName(member) ?? '')
  const isCalled = callee.parent?.type === 'CallExpression' && callee.parent.callee === callee
  return isContinued && isCalled ? callee.parent : undefined
}
