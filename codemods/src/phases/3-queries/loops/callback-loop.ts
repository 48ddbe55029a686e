import {
  type AnyFunction,
  enclosingFunction,
  isFunction,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { bindingNames } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop, NoLoop } from './loop.js'
import { placeOf } from './loop-place.js'

/** The loop whose turns are calls of a function: by `map`, `forEach` or `reduce`; undefined for other functions. */
export function callbackLoop(file: SourceFile, callback: AnyFunction): Loop | NoLoop | undefined {
  const call = callback.parent
  if (call?.type !== 'CallExpression' || call.arguments[0] !== callback) return undefined
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return undefined
  switch (memberName(callee)) {
    case 'map':
      return mapped(callback, call, callee.object)
    case 'forEach':
      return started(callback, call, callee.object)
    case 'reduce':
      return reduced(file, callback, call, callee.object)
    case 'then':
      return chained(file, callback, call, callee.object)
    case 'reduceRight':
    case 'flatMap':
      return 'unfamiliar-loop'
    default:
      return undefined
  }
}

function mapped(callback: AnyFunction, call: Node, list: Node): Loop | NoLoop {
  const whole = outermost(call).parent
  if (whole?.type !== 'CallExpression') return started(callback, call, list)
  if (promiseMethod(whole.callee) === 'allSettled') return started(callback, call, list, whole)
  if (promiseMethod(whole.callee) !== 'all') return 'not-awaited'
  const element = elementOf(callback, 0)
  if (!element) return 'unfamiliar-loop'
  return {
    kind: 'map',
    element,
    callback,
    indexAt: 1,
    whole,
    list,
    body: callback.body as Node,
    ...placeOf(whole),
  }
}

/** Turns that start at once, and that nobody waits for here. */
function started(callback: AnyFunction, call: Node, list: Node, whole = call): Loop | NoLoop {
  const element = elementOf(callback, 0)
  const { statement } = placeOf(whole)
  if (!element) return 'unfamiliar-loop'
  if (!statement) return 'not-awaited'
  const body = callback.body as Node
  return { kind: 'started', element, callback, indexAt: 1, list, body, statement, waits: false }
}

/** `list.reduce(async (before, element) => { await before; … }, Promise.resolve())` */
function reduced(file: SourceFile, callback: AnyFunction, call: Node, list: Node): Loop | NoLoop {
  const [before] = callback.params as Node[]
  const element = elementOf(callback, 1)
  if (!element || before?.type !== 'Identifier' || !startsResolved(call)) return 'unfamiliar-loop'
  if (!callback.async || awaitsOf(file, callback.body as Node, before).length === 0) return 'unfamiliar-loop'
  return {
    kind: 'reduce',
    element,
    callback,
    indexAt: 2,
    whole: call,
    before,
    carried: [before],
    isChained: false,
    list,
    body: callback.body as Node,
    ...placeOf(call),
  }
}

/** `list.reduce((before, element) => before.then(() => …), Promise.resolve())` */
function chained(
  file: SourceFile,
  callback: AnyFunction,
  then: Node,
  promise: Node,
): Loop | NoLoop | undefined {
  const reducer = enclosingFunction(then)
  const before = reducer?.params[0] as Node | undefined
  const call = reducer?.parent
  if (!reducer || before?.type !== 'Identifier' || call?.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  const isReduce = callee.type === 'MemberExpression' && memberName(callee) === 'reduce'
  if (!isReduce || call.arguments[0] !== reducer) return undefined
  const bare = unwrap(promise)
  if (bare.type !== 'Identifier' || file.scopes.resolve(bare)?.identifier !== before) return 'unfamiliar-loop'
  const element = elementOf(reducer, 1)
  if (!element || reducer.async || returnedBy(reducer) !== then || !startsResolved(call))
    return 'unfamiliar-loop'
  return {
    kind: 'reduce',
    element,
    callback: reducer as Node,
    indexAt: 2,
    whole: call as Node,
    before,
    carried: [before, ...(callback.params as Node[]).flatMap((parameter) => bindingNames(parameter))],
    isChained: true,
    list: (callee as { object: Node }).object,
    body: callback.body as Node,
    ...placeOf(call as Node),
  }
}

/** The parameter that is the element, where nothing but the turn's number may follow. */
function elementOf(callback: AnyFunction, at: 0 | 1): Node | undefined {
  const parameters = callback.params as Node[]
  const element = parameters[at]
  const isPlain =
    element !== undefined && element.type !== 'RestElement' && element.type !== 'AssignmentPattern'
  return isPlain && parameters.length <= at + 2 ? element : undefined
}

/** What a function returns, where that is all it does. */
function returnedBy(callback: AnyFunction): Node | undefined {
  const body = callback.body as Node
  if (body.type !== 'BlockStatement') return unwrap(body)
  const [only] = body.body as Node[]
  return body.body.length === 1 && only?.type === 'ReturnStatement' && only.argument
    ? unwrap(only.argument)
    : undefined
}

/** A chain that starts with `Promise.resolve(…)`, so that its first turn runs at once. */
function startsResolved(reduce: Node): boolean {
  const start = reduce.type === 'CallExpression' ? (reduce.arguments[1] as Node | undefined) : undefined
  const bare = start && unwrap(start)
  return bare?.type === 'CallExpression' && promiseMethod(bare.callee) === 'resolve'
}

/** Where a turn waits for the one before it. */
export function awaitsOf(file: SourceFile, body: Node, before: Node): Node[] {
  const found: Node[] = []
  walk(body, (node) => {
    if (isFunction(node)) return false
    const awaited = node.type === 'AwaitExpression' ? unwrap(node.argument) : undefined
    if (awaited?.type === 'Identifier' && file.scopes.resolve(awaited)?.identifier === before)
      found.push(node)
    return true
  })
  return found
}

function promiseMethod(callee: Node): string | undefined {
  const bare = unwrap(callee)
  return bare.type === 'MemberExpression' &&
    bare.object.type === 'Identifier' &&
    bare.object.name === 'Promise'
    ? memberName(bare)
    : undefined
}
