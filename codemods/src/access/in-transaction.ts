import { type AnyFunction, isFunction, memberName, type Node, unwrap, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { calledFunction } from './called-function.js'

/** True inside `db.transaction(async () => { … })` or `transactionOn(connection, async () => { … })`, in the callback itself or a function within. */
export function isInTransaction(node: Node): boolean {
  for (let current: Node | undefined | null = node; current; current = current.parent) {
    const call = isFunction(current) ? current.parent : undefined
    if (call?.type !== 'CallExpression' || !call.arguments.includes(current as never)) continue
    const callee = unwrap(call.callee)
    const isOnConnection = callee.type === 'Identifier' && callee.name === 'transactionOn'
    if (isOnConnection || memberName(callee) === 'transaction') return true
  }
  return false
}

/** True inside a callback that a function of the project runs in a transaction: `inTransaction(async () => { … })`. */
export function isRunInTransaction(project: Project, file: SourceFile, node: Node): boolean {
  if (isInTransaction(node)) return true
  for (let current: Node | undefined | null = node; current; current = current.parent) {
    const call: Node | null | undefined = isFunction(current) ? current.parent : undefined
    const position = call?.type === 'CallExpression' ? call.arguments.indexOf(current as never) : -1
    if (!call || position < 0) continue
    const called = calledFunction(project, file, call)
    if (isFunction(called?.body) && callsInTransaction(called.file, called.body, position)) return true
  }
  return false
}

/** True when a function calls one of its parameters inside a transaction, or between BEGIN and COMMIT by hand. */
function callsInTransaction(file: SourceFile, owner: AnyFunction, position: number): boolean {
  const parameter = owner.params[position] as Node | undefined
  if (parameter?.type !== 'Identifier') return false
  const isByHand = /(['"`])\s*BEGIN\b/i.test(file.textOf(owner as Node))
  let found = false
  walk(owner.body as Node, (node) => {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    const isCall =
      callee?.type === 'Identifier' && file.scopes.resolve(callee)?.identifier === (parameter as Node)
    const isHandedOn =
      node.type === 'Identifier' &&
      file.scopes.resolve(node)?.identifier === parameter &&
      node.parent?.type === 'CallExpression' &&
      memberName(unwrap(node.parent.callee)) === 'transaction'
    if (isHandedOn || (isCall && (isByHand || isInTransaction(node)))) found = true
    return !found
  })
  return found
}
