import type {
  ArrowFunctionExpression,
  BreakStatement,
  Class,
  ContinueStatement,
  Function as FunctionNode,
  Node,
} from 'oxc-parser'
import visitorKeys from 'oxc-parser/src-js/generated/visit/keys.js'

export type { Node } from 'oxc-parser'
export type AnyFunction = FunctionNode | ArrowFunctionExpression

/** The direct children of a node, in source order of their keys. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  const record = node as unknown as Record<string, unknown>
  for (const key of childKeys.get(node.type) ?? []) {
    const value = record[key]
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item)
    } else if (isNode(value)) children.push(value)
  }
  return children
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** In a Map: every node of every file is looked up, and an object of so many keys is searched more slowly. */
const childKeys: ReadonlyMap<string, readonly string[]> = new Map(Object.entries(visitorKeys))

/** Visits a node and everything below it, setting `parent` on the way. `visit` returns false to skip what is below. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  if (visit(node) === false) return
  // Every file is walked several times: no list of children is made on the way.
  const record = node as unknown as Record<string, Node | readonly (Node | null)[] | null | undefined>
  for (const key of childKeys.get(node.type) ?? []) {
    const value = record[key]
    if (typeof value !== 'object' || value === null) continue
    if (isList(value)) {
      for (const item of value) if (item !== null) walkBelow(node, item, visit)
    } else walkBelow(node, value, visit)
  }
}

function walkBelow(parent: Node, child: Node, visit: (node: Node) => boolean | undefined): void {
  child.parent = parent
  walk(child, visit)
}

const isList = Array.isArray as (value: Node | readonly (Node | null)[]) => value is readonly (Node | null)[]

export function isFunction(node: Node | undefined | null): node is AnyFunction {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  )
}

export function isClass(node: Node | undefined | null): node is Class {
  return node?.type === 'ClassDeclaration' || node?.type === 'ClassExpression'
}

/** The nearest node above that satisfies the test. */
export function ancestor<T extends Node>(
  node: Node,
  test: (node: Node) => node is T,
  until?: (node: Node) => boolean,
): T | undefined {
  for (let current = node.parent; current; current = current.parent) {
    if (test(current)) return current
    if (until?.(current)) return undefined
  }
  return undefined
}

export function enclosingFunction(node: Node): AnyFunction | undefined {
  return ancestor(node, isFunction)
}

/** The function around all others that a node is in. */
export function outermostFunction(node: Node): AnyFunction | undefined {
  let found: AnyFunction | undefined
  for (let current = node.parent; current; current = current.parent) if (isFunction(current)) found = current
  return found
}

export function enclosingClass(node: Node): Class | undefined {
  return ancestor(node, isClass)
}

/** The name that callers know a function by: its own, its method's, or its constant's. */
export function functionName(fn: AnyFunction): string | undefined {
  if (fn.id) return fn.id.name
  const { parent } = fn
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  if (
    parent?.type === 'MethodDefinition' ||
    parent?.type === 'PropertyDefinition' ||
    parent?.type === 'Property'
  )
    return keyName(parent.key)
  return undefined
}

const loops = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
])
export function isLoop(node: Node): boolean {
  return loops.has(node.type)
}

const iterationMethods = new Set(['map', 'forEach', 'flatMap', 'reduce', 'filter', 'some', 'every'])

/** True when the node runs once per turn of a loop, or per element of an array method's callback. */
export function isInLoop(node: Node): boolean {
  for (let current = node.parent, child = node; current; child = current, current = current.parent) {
    if (isLoop(current)) {
      const isHead = current.type === 'ForOfStatement' && current.right === child
      if (!isHead) return true
    }
    if (isFunction(current)) {
      const call = current.parent
      const isCallback =
        call?.type === 'CallExpression' &&
        call.callee.type === 'MemberExpression' &&
        call.callee.property.type === 'Identifier' &&
        iterationMethods.has(call.callee.property.name)
      return isCallback
    }
  }
  return false
}

/** The statement that `break` or `continue` leaves or goes on with: a loop, a switch, or one with the label it names. */
export function jumpTarget(jump: BreakStatement | ContinueStatement): Node | undefined {
  const { label } = jump
  for (let node = (jump as Node).parent; node && !isFunction(node); node = node.parent) {
    if (label ? node.type === 'LabeledStatement' && node.label.name === label.name : isLoop(node)) return node
    if (!label && node.type === 'SwitchStatement' && jump.type === 'BreakStatement') return node
  }
  return undefined
}

export function isInTry(node: Node): boolean {
  for (let current = node.parent, child = node; current; child = current, current = current.parent) {
    if (current.type === 'TryStatement' && current.block === child) return true
    if (isFunction(current)) return false
  }
  return false
}

/** The expression without the wrappers that do not change its value: parentheses, `as`, `satisfies`, `!`. */
export function unwrap(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ChainExpression':
      return unwrap(node.expression)
    default:
      return node
  }
}

/** `a` of `a.b.c`, whatever is written around them. */
export function rootOf(node: Node): Node {
  let current = unwrap(node)
  while (current.type === 'MemberExpression') current = unwrap(current.object)
  return current
}

/** The outermost wrapper around an expression: the opposite of `unwrap`. */
export function outermost(node: Node): Node {
  let current = node
  while (current.parent && unwrap(current.parent) === unwrap(node) && current.parent.type !== node.type) {
    current = current.parent
  }
  return current
}

/** Name of a property or method key that is written out: `a`, `'a'`, `#a`. */
export function keyName(key: Node): string | undefined {
  if (key.type === 'Identifier') return key.name
  if (key.type === 'PrivateIdentifier') return `#${key.name}`
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value
  return undefined
}

/** `null`, `undefined` */
export function isNothing(node: Node): boolean {
  const value = unwrap(node)
  return (
    (value.type === 'Literal' && value.value === null) ||
    (value.type === 'Identifier' && value.name === 'undefined')
  )
}

/** The member's name in `object.name`, `object['name']` or `object.#name`. */
export function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined
  if (node.computed && node.property.type === 'Identifier') return undefined
  return keyName(node.property)
}

export function stringValue(node: Node | undefined | null): string | undefined {
  if (!node) return undefined
  const bare = unwrap(node)
  if (bare.type === 'Literal' && typeof bare.value === 'string') return bare.value
  if (bare.type === 'TemplateLiteral' && bare.expressions.length === 0) {
    return bare.quasis[0]?.value.cooked ?? undefined
  }
  return undefined
}

/** What a reader would call the place: `ModelService.findAll`, `handler`, `(top level)`. */
export function placeName(node: Node): string {
  const names: string[] = []
  for (let current: Node | undefined | null = node; current; current = current.parent) {
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition') {
      names.unshift(keyName(current.key) ?? '[computed]')
    } else if (isClass(current)) {
      names.unshift(current.id?.name ?? '(class)')
    } else if (current.type === 'FunctionDeclaration' && current.id) {
      names.unshift(current.id.name)
    } else if (isFunction(current)) {
      const name = nameFromHolder(current)
      if (name) names.unshift(name)
    }
  }
  return names.join('.') || '(top level)'
}

function nameFromHolder(node: AnyFunction): string | undefined {
  if (node.id) return node.id.name
  const parent = node.parent
  if (parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier') return parent.id.name
  if (parent?.type === 'Property') return keyName(parent.key)
  return undefined
}

/** True for what a class keeps to itself, by the name or by what it says of it. */
export function isPrivateMember(member: Node, name: string): boolean {
  return name.startsWith('#') || (member as { accessibility?: string }).accessibility === 'private'
}

/** A class member that only the class itself, or what extends it, can use. */
export function isHiddenMember(member: {
  readonly key: Node
  readonly accessibility?: string | null
}): boolean {
  return member.key.type === 'PrivateIdentifier' || /^(private|protected)$/.test(member.accessibility ?? '')
}

/** True for a class that itself declares a member of this name. */
export function hasMember(owner: Class, name: string): boolean {
  return owner.body.body.some((member) => 'key' in member && keyName(member.key) === name)
}

interface Span {
  readonly start: number
  readonly end: number
}

export function isWithin(inner: Span, outer: Span): boolean {
  return inner.start >= outer.start && inner.end <= outer.end
}

/** True where only the truth of the expression is asked for. */
export function isAskedForTruth(node: Node): boolean {
  const { parent } = node
  switch (parent?.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === node
    case 'UnaryExpression':
      return parent.operator === '!'
    case 'LogicalExpression':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return isAskedForTruth(parent)
    default:
      return false
  }
}

/** `conn`, `this.conn`, `context.connection`: what can be read again and is the same. */
export function isPlainReceiver(receiver: Node): boolean {
  const node = unwrap(receiver)
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true
  return node.type === 'MemberExpression' && !node.computed && isPlainReceiver(node.object)
}
