import { escapePattern } from '../edits/escape-pattern.js'
import type { HeldClient } from './held.js'
import {
  ancestor,
  enclosingFunction,
  isFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  placeName,
  stringValue,
  unwrap,
  walk,
} from './nodes.js'
import { isAssigned } from './scopes.js'
import type { SourceFile } from './source-file.js'

/**
 * A name under which a server keeps a client in what it hands to its handlers: `req.db = …`, `c.set('db', …)`,
 * `app.decorate('db', …)`, `createContext` that returns `{ db }`. No name leads from its readers to it.
 */
export interface ContextSlot {
  readonly name: string
  readonly held: HeldClient
}

/** Where code takes something out of a slot: the expressions, or the variable's references, of one holder. */
export interface SlotReader {
  readonly kind: 'inline' | 'variable'
  readonly declaration: Node
  readonly name?: string
  readonly references: readonly Node[]
}

const fillers = /^(set|decorate|decorateRequest|decorateReply|state|provide)$/

/** What a node puts where a context's readers find it. */
export function slotFilled(
  file: SourceFile,
  node: Node,
): { readonly name: string; readonly value: Node } | undefined {
  if (node.type === 'AssignmentExpression' && node.operator === '=') {
    const target = unwrap(node.left as Node)
    const name = target.type === 'MemberExpression' && !target.computed ? memberName(target) : undefined
    return name !== undefined && isOfContext(file, target) ? { name, value: node.right as Node } : undefined
  }
  if (node.type === 'CallExpression') {
    const callee = unwrap(node.callee)
    const [key, value] = node.arguments as Node[]
    const name = stringValue(key)
    if (name === undefined || !value || callee.type !== 'MemberExpression') return undefined
    return fillers.test(memberName(callee) ?? '') && isOfContext(file, callee) ? { name, value } : undefined
  }
  if (node.type === 'Property' && node.parent?.type === 'ObjectExpression') {
    const name = keyName(node.key)
    return name !== undefined && isContext(node.parent) ? { name, value: node.value as Node } : undefined
  }
  return undefined
}

/** True for the object that `createContext`, `getRequestContext` returns. */
function isContext(object: Node): boolean {
  const outer = outermost(object)
  const parent = outer.parent
  const isReturned =
    parent?.type === 'ReturnStatement' ||
    (parent?.type === 'ArrowFunctionExpression' && parent.body === outer)
  return isReturned && /context/i.test(placeName(object)) && enclosingFunction(object) !== undefined
}

/** True where an expression starts at a parameter, or at what a package made: neither is the project's own object. */
function isOfContext(file: SourceFile, expression: Node): boolean {
  let root = unwrap(expression)
  while (root.type === 'MemberExpression' || root.type === 'CallExpression')
    root = unwrap(root.type === 'MemberExpression' ? root.object : root.callee)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  if (binding?.kind === 'parameter') return true
  const { declaration } = binding ?? {}
  const init =
    declaration?.type === 'VariableDeclarator' && declaration.init ? unwrap(declaration.init) : undefined
  return init?.type === 'CallExpression' || init?.type === 'NewExpression'
}

/** What a file puts into a slot of that name. */
export function fillings(file: SourceFile, name: string): Node[] {
  const found: Node[] = []
  walk(file.program, (node) => {
    const filled = slotFilled(file, node)
    if (filled?.name === name) found.push(filled.value)
    return true
  })
  return found
}

/** A cheap look at whether a file may read a slot. */
export function mayRead(text: string, name: string): boolean {
  const own = escapePattern(name)
  return new RegExp(`\\.${own}\\b|\\bget\\(\\s*['"\`]${own}['"\`]|\\{[^{}()]*\\b${own}\\b[^{}()]*\\}`).test(
    text,
  )
}

/** Where a file takes what a slot holds. */
export function slotReaders(file: SourceFile, name: string): SlotReader[] {
  const found = new Map<unknown, SlotReader & { references: Node[] }>()
  const add = (expression: Node) => {
    const outer = outermost(expression)
    const declarator = outer.parent
    if (declarator?.type === 'VariableDeclarator' && declarator.init === outer) {
      if (declarator.id.type !== 'Identifier') return
      const binding = file.scopes.lookup(declarator.id, declarator.id.name)
      const references = binding ? [...binding.references] : []
      found.set(declarator, {
        kind: 'variable',
        declaration: declarator,
        name: declarator.id.name,
        references: references.filter((node) => node !== (declarator.id as Node)),
      })
      return
    }
    const within = enclosingFunction(expression)
    const known = found.get(within)
    if (known) known.references.push(expression)
    else found.set(within, { kind: 'inline', declaration: expression, references: [expression] })
  }
  walk(file.program, (node) => {
    if (node.type === 'MemberExpression' && !node.computed && memberName(node) === name) {
      if (!isAssigned(node) && isOfContext(file, node)) add(node)
    } else if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const isGet = callee.type === 'MemberExpression' && memberName(callee) === 'get'
      if (isGet && node.arguments.length === 1 && stringValue(node.arguments[0] as Node) === name)
        if (isOfContext(file, callee)) add(node)
    } else if (node.type === 'Property' && keyName(node.key) === name) {
      const identifier = node.value as Node
      const pattern = outerPattern(node)
      if (identifier.type !== 'Identifier' || !pattern) return true
      const references = file.scopes.lookup(identifier, identifier.name)?.references ?? []
      found.set(identifier, {
        kind: 'variable',
        declaration: pattern,
        name: identifier.name,
        references: [...references],
      })
    }
    return true
  })
  return [...found.values()]
}

/** The unannotated pattern of a callback's parameter that a property is in: `({ ctx: { db } }) => …`. */
function outerPattern(property: Node): Node | undefined {
  const inside = ancestor(property, (node): node is Node => !/^(Property|ObjectPattern)$/.test(node.type))
  if (property.parent?.type !== 'ObjectPattern' || !isFunction(inside)) return undefined
  const parameter = (inside.params as Node[]).find(
    (each) => each.start <= property.start && property.end <= each.end,
  )
  const isBare = parameter?.type === 'ObjectPattern' && !parameter.typeAnnotation
  return isBare && inside.parent?.type === 'CallExpression' ? parameter : undefined
}
