import type { Accessor } from '../model.js'
import { neoDriver } from '../survey/driver-openings.js'
import { type AnyFunction, isFunction, memberName, type Node, outermost, unwrap } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { helperFunction } from './helper-method.js'

export type HelperParameters = 'array' | 'variadic'

const oldDriver = /['"](@duckshift\/runtime\/compat\/)?duckdb(-async)?['"]/

const known = new WeakMap<AnyFunction, { readonly parameters: HelperParameters | undefined }>()

/**
 * How an exported `query(sql, parameters)` takes parameters, where it gives both to the driver as they are and does
 * nothing else with either: a value then means the same as a parameter. Undefined where that was not seen.
 */
export function helperParameters(project: Project, accessor: Accessor): HelperParameters | undefined {
  if (accessor.kind !== 'helper') return undefined
  const file = project.source(accessor.module)
  const body = file && helperFunction(project, accessor)
  return file && body ? parametersSent(file, body) : undefined
}

/** The same of any function that takes a statement. */
export function parametersSent(file: SourceFile, body: AnyFunction): HelperParameters | undefined {
  return parametersOf(file, body, new Set())
}

function parametersOf(
  file: SourceFile,
  body: AnyFunction,
  seen: Set<AnyFunction>,
): HelperParameters | undefined {
  const found = known.get(body)
  if (found) return found.parameters
  if (seen.has(body)) return undefined
  const parameters = read(file, body, new Set([...seen, body]))
  known.set(body, { parameters })
  return parameters
}

function read(file: SourceFile, body: AnyFunction, seen: Set<AnyFunction>): HelperParameters | undefined {
  const [sql, values] = (body.params as Node[]).map(identifierOf)
  if (!body.body || !sql || !values) return undefined
  const isRest = (body.params[1] as Node).type === 'RestElement'
  const uses = usesOf(file, sql)
  let handed = 0
  for (const use of uses) {
    const call = use.parent
    if (call?.type !== 'CallExpression' || call.arguments[0] !== use) {
      if (!isTold(file, use)) return undefined
      continue
    }
    const [, given] = call.arguments as Node[]
    if (isLog(file, call)) continue
    if (!takesParameters(file, call, seen, given)) return undefined
    if (given && isHandedOn(given, values.name)) handed += 1
    else if ((given && !isCallback(file, given)) || !dependsOn(call, body, values.name)) return undefined
  }
  const isWhole = usesOf(file, values).every((use) => isLooking(use) || isTold(file, use) || isArgument(use))
  return handed > 0 && isWhole ? (isRest ? 'variadic' : 'array') : undefined
}

function identifierOf(parameter: Node): (Node & { readonly name: string }) | undefined {
  if (parameter.type === 'AssignmentPattern') return identifierOf(parameter.left)
  if (parameter.type === 'RestElement') return identifierOf(parameter.argument)
  return parameter.type === 'Identifier' ? parameter : undefined
}

/** References, each with the type assertions and parentheses around it. */
function usesOf(file: SourceFile, parameter: Node & { readonly name: string }): Node[] {
  return (file.scopes.lookup(parameter, parameter.name)?.references ?? []).map((reference) =>
    outermost(reference),
  )
}

/** `db.all(sql, …)` of the driver, or a function of the same file that does so. */
function takesParameters(
  file: SourceFile,
  call: Node & { type: 'CallExpression' },
  seen: Set<AnyFunction>,
  given: Node | undefined,
): boolean {
  const callee = unwrap(call.callee)
  const method = callee.type === 'MemberExpression' ? (memberName(callee) ?? '') : undefined
  if (method !== undefined) {
    // The old drivers take values one by one, the current one a list.
    if (oldDriver.test(file.text))
      return (
        /^(run|all)$/.test(method) && (!given || given.type === 'SpreadElement' || isCallback(file, given))
      )
    return (
      given?.type !== 'SpreadElement' &&
      (/^runAndRead(All|Until)?$/.test(method) || (method === 'run' && file.text.includes(neoDriver)))
    )
  }
  const declaration = callee.type === 'Identifier' ? file.scopes.resolve(callee)?.declaration : undefined
  const called =
    declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : declaration
  if (!called || !isFunction(called)) return false
  const takes = parametersOf(file, called, seen)
  return takes === 'array' ? given?.type !== 'SpreadElement' : takes === 'variadic'
}

function isCallback(file: SourceFile, given: Node): boolean {
  const node = unwrap(given)
  const declaration = node.type === 'Identifier' ? file.scopes.resolve(node)?.declaration : undefined
  const value = declaration?.type === 'VariableDeclarator' ? declaration.init : (declaration ?? node)
  return value != null && isFunction(unwrap(value as Node))
}

/** `values`, `...values`, `values ?? []`. */
function isHandedOn(given: Node, name: string): boolean {
  const node = unwrap(given.type === 'SpreadElement' ? given.argument : given)
  if (node.type === 'LogicalExpression') return node.operator !== '&&' && isHandedOn(node.left, name)
  return node.type === 'Identifier' && node.name === name
}

/** Without the values, where there are none: `values ? db.all(sql, values) : db.all(sql)`. */
function dependsOn(call: Node, body: AnyFunction, name: string): boolean {
  for (let node: Node | null | undefined = call; node && node !== body; node = node.parent) {
    const { parent } = node as { parent?: Node | null }
    if (parent?.type !== 'ConditionalExpression' && parent?.type !== 'IfStatement') continue
    const test = unwrap(parent.test)
    const asked = test.type === 'LogicalExpression' ? unwrap(test.left) : test
    if (node === parent.alternate && isNamedOrCounted(asked, name)) return true
  }
  return false
}

function isNamedOrCounted(node: Node, name: string): boolean {
  if (node.type === 'BinaryExpression' && (node.operator === '>' || node.operator === '>='))
    return isNamedOrCounted(unwrap(node.left as Node), name)
  const bare = node.type === 'MemberExpression' && memberName(node) === 'length' ? unwrap(node.object) : node
  return bare.type === 'Identifier' && bare.name === name
}

/** `values.length`, `values && …`, `if (values)`. */
function isLooking(use: Node): boolean {
  const { parent } = use
  return (
    (parent?.type === 'MemberExpression' && parent.object === use && memberName(parent) === 'length') ||
    parent?.type === 'LogicalExpression' ||
    ((parent?.type === 'ConditionalExpression' || parent?.type === 'IfStatement') && parent.test === use)
  )
}

function isArgument(use: Node): boolean {
  const holder = use.parent?.type === 'SpreadElement' ? use.parent : use
  const call = holder.parent
  return call?.type === 'CallExpression' && call.arguments[1] === holder
}

/** In a message for people. */
function isTold(file: SourceFile, use: Node): boolean {
  for (let node: Node | null | undefined = use.parent; node && !isFunction(node); node = node.parent) {
    if (node.type === 'CallExpression') return isLog(file, node)
    if (node.type === 'NewExpression') return /Error$/.test(file.textOf(node.callee))
    if (!/^(TemplateLiteral|BinaryExpression|ObjectExpression|Property)$/.test(node.type)) return false
  }
  return false
}

function isLog(file: SourceFile, call: Node & { type: 'CallExpression' }): boolean {
  return /^(console|(this\.)?#?(log|logger))\.\w+$/i.test(file.textOf(call.callee))
}
