import { functionOf } from '../../../survey/exports.js'
import { importedBinding } from '../../../survey/imported-binding.js'
import { isFunction, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { SourceFile } from '../../../survey/source-file.js'

const sleepingPackages = new Set([
  'node:timers/promises',
  'timers/promises',
  'delay',
  'p-sleep',
  'sleep-promise',
])

/** The milliseconds that `await sleep(ms)` waits, as an expression: also for a promise around setTimeout. */
export function sleptMs(project: Project, file: SourceFile, statement: Node): Node | undefined {
  if (statement.type !== 'ExpressionStatement') return undefined
  const awaited = unwrap(statement.expression)
  if (awaited.type !== 'AwaitExpression') return undefined
  const value = unwrap(awaited.argument)
  if (value.type === 'NewExpression') return promisedMs(file, value)
  if (value.type !== 'CallExpression' || value.arguments.length !== 1) return undefined
  const callee = unwrap(value.callee)
  const [ms] = value.arguments as Node[]
  if (callee.type === 'MemberExpression')
    return /^(Bun\.sleep|timers\.setTimeout|timersPromises\.setTimeout|scheduler\.wait)$/.test(
      file.textOf(callee),
    )
      ? ms
      : undefined
  if (callee.type !== 'Identifier') return undefined
  const binding = file.scopes.resolve(callee)
  if (!binding) return undefined
  const imported = importedBinding(project, file, binding)
  if (imported && !imported.target) return sleepingPackages.has(imported.specifier) ? ms : undefined
  const declared = imported?.target && project.declarationOf(imported.target, imported.imported)
  const source = declared ? project.source(declared.file) : imported ? undefined : file
  const node = declared
    ? declared.export.kind === 'local'
      ? declared.export.node
      : undefined
    : binding.declaration
  const body = source && node && functionOf(node)
  return body && source && isSleep(source, body) ? ms : undefined
}

/** `(ms) => new Promise((resolve) => setTimeout(resolve, ms))` */
function isSleep(file: SourceFile, node: Node): boolean {
  if (!isFunction(node) || node.params.length !== 1) return false
  const [parameter] = node.params as Node[]
  if (parameter?.type !== 'Identifier') return false
  const promises: Node[] = []
  let others = 0
  walk(node.body as Node, (inner) => {
    if (inner.type === 'NewExpression' && file.textOf(inner.callee) === 'Promise') promises.push(inner)
    if (inner.type === 'CallExpression' && file.textOf(inner.callee) !== 'setTimeout') {
      const isResolve = inner.arguments.length === 0
      if (!isResolve) others += 1
    }
    return true
  })
  const [only] = promises
  const ms = only && promises.length === 1 && others === 0 ? promisedMs(file, only) : undefined
  return ms !== undefined && unwrap(ms).type === 'Identifier' && file.textOf(unwrap(ms)) === parameter.name
}

/** `new Promise((resolve) => setTimeout(resolve, ms))` */
function promisedMs(file: SourceFile, promise: Node): Node | undefined {
  if (promise.type !== 'NewExpression' || file.textOf(promise.callee) !== 'Promise') return undefined
  const executor = promise.arguments[0] && unwrap(promise.arguments[0] as Node)
  if (!isFunction(executor)) return undefined
  const [resolve] = executor.params as Node[]
  if (resolve?.type !== 'Identifier') return undefined
  const body = executor.body as Node
  const only =
    body.type === 'BlockStatement'
      ? body.body.length === 1 && body.body[0]!.type === 'ExpressionStatement'
        ? body.body[0]!.expression
        : undefined
      : body
  const call = only && unwrap(only as Node)
  if (
    call?.type !== 'CallExpression' ||
    file.textOf(call.callee) !== 'setTimeout' ||
    call.arguments.length !== 2
  )
    return undefined
  const first = unwrap(call.arguments[0] as Node)
  const isPlain = first.type === 'Identifier' && first.name === resolve.name
  const isWrapped =
    isFunction(first) && file.textOf(first.body as Node).replace(/\s/g, '') === `${resolve.name}()`
  return isPlain || isWrapped ? (call.arguments[1] as Node) : undefined
}
