import { isFunction, memberName, type Node, unwrap } from '../survey/nodes.js'

/** True inside `db.transaction(async () => { … })`, in the callback itself or a function within. */
export function isInTransaction(node: Node): boolean {
  for (let current: Node | undefined | null = node; current; current = current.parent) {
    const call = isFunction(current) ? current.parent : undefined
    if (call?.type !== 'CallExpression' || !call.arguments.includes(current as never)) continue
    if (memberName(unwrap(call.callee)) === 'transaction') return true
  }
  return false
}
