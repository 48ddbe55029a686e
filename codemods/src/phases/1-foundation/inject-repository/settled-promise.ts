import type { NewExpression } from 'oxc-parser'
import { type AnyFunction, isFunction, type Node, unwrap } from '../../../survey/nodes.js'

/** `new Promise((resolve, reject) => client.all(sql, (error, rows) => …))`, where nothing else happens. */
export interface SettledPromise {
  readonly made: NewExpression
  /** What is sent beside the callback. */
  readonly given: readonly Node[]
  readonly gives: 'rows' | 'first-row-or-undefined' | 'first-row-or-null' | 'nothing'
}

/** The promise that a call with a callback settles; undefined where more is done than to hand on error and rows. */
export function settledPromise(call: Node): SettledPromise | undefined {
  if (call.type !== 'CallExpression') return undefined
  const executor = executorAround(call)
  const made = executor?.parent
  const isPromise =
    made?.type === 'NewExpression' && made.callee.type === 'Identifier' && made.callee.name === 'Promise'
  const callback = call.arguments.at(-1) && unwrap(call.arguments.at(-1) as Node)
  if (!executor || !isPromise || executor.async || !isFunction(callback) || callback.async) return undefined
  const [resolve, reject] = namesOf(executor)
  const [error, rows] = namesOf(callback)
  if (resolve === undefined || reject === undefined || error === undefined) return undefined
  if (executor.params.length !== 2 || callback.params.length > 2) return undefined
  const ways = waysOf(callback, error)
  if (!ways || !isCallOf(ways.failed, reject, error)) return undefined
  const gives = givenBy(ways.done, resolve, rows)
  return gives && { made, given: call.arguments.slice(0, -1) as Node[], gives }
}

/** The function of which the call is all. */
function executorAround(call: Node): AnyFunction | undefined {
  const { parent } = call
  if (parent?.type === 'ArrowFunctionExpression') return parent
  const block = parent?.type === 'ExpressionStatement' ? parent.parent : undefined
  const around = block?.type === 'BlockStatement' && block.body.length === 1 ? block.parent : undefined
  return isFunction(around) ? around : undefined
}

function namesOf({ params }: AnyFunction): (string | undefined)[] {
  return (params as Node[]).map((parameter) => (parameter.type === 'Identifier' ? parameter.name : undefined))
}

/** What a callback does with an error and without one, where it does one thing each. */
function waysOf(callback: AnyFunction, error: string): { failed: Node; done: Node } | undefined {
  const body = callback.body as Node | null
  if (body?.type !== 'BlockStatement') return body ? chosen(body, error) : undefined
  const statements = body.body as Node[]
  const [first, second] = statements
  if (first?.type === 'ExpressionStatement' && statements.length === 1) return chosen(first.expression, error)
  if (first?.type !== 'IfStatement' || !isName(first.test, error)) return undefined
  const failed = onlyCall(first.consequent)
  const isLeft = leaves(first.consequent)
  const done =
    first.alternate && statements.length === 1
      ? onlyCall(first.alternate)
      : !first.alternate && isLeft && statements.length === 2
        ? onlyCall(second!)
        : undefined
  return failed && done ? { failed, done } : undefined
}

/** `error ? reject(error) : resolve(rows)`. */
function chosen(expression: Node, error: string): { failed: Node; done: Node } | undefined {
  const node = unwrap(expression)
  if (node.type !== 'ConditionalExpression' || !isName(node.test, error)) return undefined
  return { failed: node.consequent, done: node.alternate }
}

/** The call that a statement is, `return` before or after it aside. */
function onlyCall(statement: Node): Node | undefined {
  if (statement.type === 'ReturnStatement') return statement.argument ?? undefined
  if (statement.type === 'ExpressionStatement') return statement.expression
  if (statement.type !== 'BlockStatement') return undefined
  const [first, ...others] = statement.body as Node[]
  const isBare = others.length === 1 && others[0]!.type === 'ReturnStatement' && !others[0].argument
  return first && (others.length === 0 || isBare) ? onlyCall(first) : undefined
}

function leaves(statement: Node): boolean {
  const last = statement.type === 'BlockStatement' ? statement.body.at(-1) : statement
  return last?.type === 'ReturnStatement'
}

function isCallOf(node: Node, name: string, given: string): boolean {
  const [first, ...others] = argumentsOf(node, name) ?? []
  return first !== undefined && others.length === 0 && isName(first, given)
}

/** `resolve()`, `resolve(rows)`, `resolve(rows[0] ?? null)`. */
function givenBy(node: Node, resolve: string, rows: string | undefined): SettledPromise['gives'] | undefined {
  const given = argumentsOf(node, resolve)
  if (!given || given.length > 1) return undefined
  if (given.length === 0) return 'nothing'
  if (rows === undefined) return undefined
  const value = unwrap(given[0]!)
  if (isName(value, rows)) return 'rows'
  if (isFirstOf(value, rows)) return 'first-row-or-undefined'
  if (value.type !== 'LogicalExpression' || value.operator === '&&') return undefined
  const other = unwrap(value.right)
  // Rows are objects, and there is a list of them where there is no error.
  if (other.type === 'ArrayExpression' && other.elements.length === 0 && isName(value.left, rows))
    return 'rows'
  const isNull = other.type === 'Literal' && other.value === null && other.raw === 'null'
  return isNull && isFirstOf(unwrap(value.left), rows) ? 'first-row-or-null' : undefined
}

function isFirstOf(node: Node, rows: string): boolean {
  if (node.type !== 'MemberExpression' || !node.computed || node.optional) return false
  const index = unwrap(node.property)
  return index.type === 'Literal' && index.value === 0 && isName(node.object, rows)
}

function argumentsOf(node: Node, name: string): readonly Node[] | undefined {
  const call = unwrap(node)
  return call.type === 'CallExpression' && isName(call.callee, name) ? (call.arguments as Node[]) : undefined
}

function isName(node: Node, name: string): boolean {
  const bare = unwrap(node)
  return bare.type === 'Identifier' && bare.name === name
}
