import type { Class } from 'oxc-parser'
import {
  type AnyFunction,
  enclosingClass,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  unwrap,
  walk,
} from './nodes.js'
import { PerFile } from './per-file.js'
import type { SourceFile } from './source-file.js'

/** What `this` means in methods: a class, an object literal, or a function that is called with `new`. */
export type ThisOwner = Class | AnyFunction | (Node & { readonly type: 'ObjectExpression' })

const prototypes = new PerFile<ReadonlyMap<Node, readonly Node[]>>()

/** The class, object literal or constructor function whose `this` a node names; undefined where nothing tells. */
export function ownerOfThis(file: SourceFile, at: Node): ThisOwner | undefined {
  const owner = enclosingClass(at)
  if (owner) return owner
  for (let current = at.parent; current; current = current.parent) {
    if (!isFunction(current) || current.type === 'ArrowFunctionExpression') continue
    const { parent } = current
    const made = prototypesIn(file)
    if (parent?.type === 'Property' && parent.parent?.type === 'ObjectExpression') {
      const literal = parent.parent
      return givenTo(made, literal) ?? literal
    }
    return made.has(current) ? current : givenTo(made, current)
  }
  return undefined
}

interface OwnMember<Owner> {
  readonly owner: Owner
  readonly name: string
}

/** What `this` means in `this.name`, and the name; undefined for anything else. */
export function ownMember(file: SourceFile, node: Node): OwnMember<ThisOwner> | undefined {
  if (node.type !== 'MemberExpression' || unwrap(node.object).type !== 'ThisExpression') return undefined
  const [owner, name] = [ownerOfThis(file, node), memberName(node)]
  return owner && name !== undefined ? { owner, name } : undefined
}

/** The same where that is a class. */
export function classMember(file: SourceFile, node: Node): OwnMember<Class> | undefined {
  const member = ownMember(file, node)
  return member && isClass(member.owner) ? { owner: member.owner, name: member.name } : undefined
}

/** True for `this`, and for the class by its name. */
export function namesOwner(owner: Class, object: Node): boolean {
  return object.type === 'ThisExpression' || (object.type === 'Identifier' && object.name === owner.id?.name)
}

/** Every `this.name` (or `this.#name`) of what `this` means, and what `const { name } = this` makes of it. */
export function ownReferences(file: SourceFile, owner: ThisOwner, name: string): Node[] {
  const found: Node[] = []
  const given = isClass(owner) && !owner.id ? [] : (prototypesIn(file).get(owner) ?? [])
  for (const body of [owner as Node, ...given])
    walk(body, (node) => {
      if (node !== owner && isClass(node)) return false
      if (node.type === 'MemberExpression') {
        if (node.object.type === 'ThisExpression' && memberName(node) === name && isOwn(node))
          found.push(node)
      } else if (
        node.type === 'VariableDeclarator' &&
        node.init?.type === 'ThisExpression' &&
        isOwn(node.init)
      )
        for (const identifier of takenFrom(node.id as Node, name))
          found.push(...(file.scopes.lookup(identifier, identifier.name)?.references ?? []))
      return true
    })
  return found

  function isOwn(node: Node): boolean {
    return isClass(owner) || ownerOfThis(file, node) === owner
  }
}

/** The names under which a pattern takes a member. */
export function takenFrom(
  pattern: Node,
  name: string,
): (Node & { readonly type: 'Identifier'; readonly name: string })[] {
  if (pattern.type !== 'ObjectPattern') return []
  return pattern.properties.flatMap((property) => {
    if (property.type !== 'Property' || keyName(property.key) !== name) return []
    const value = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
    return value.type === 'Identifier' ? [value as never] : []
  })
}

/** The method by a name that `this` has there. */
export function methodOfThis(file: SourceFile, owner: ThisOwner, name: string): AnyFunction | undefined {
  const own = isClass(owner) ? methodOf(owner, name) : undefined
  if (own) return own
  const given = owner.type === 'ObjectExpression' ? [owner] : (prototypesIn(file).get(owner) ?? [])
  for (const each of given) {
    const method = each.type === 'ObjectExpression' ? methodOfObject(each, name) : undefined
    if (method) return method
    const left = each.parent?.type === 'AssignmentExpression' ? unwrap(each.parent.left as Node) : undefined
    if (left && isFunction(each) && memberName(left) === name) return each
  }
  return undefined
}

export function methodOf(owner: Node, name: string | undefined, isStatic?: boolean): AnyFunction | undefined {
  if (!isClass(owner) || !name) return undefined
  for (const member of owner.body.body) {
    if (member.type !== 'MethodDefinition' || keyName(member.key) !== name) continue
    if (isStatic === undefined || member.static === isStatic) return member.value
  }
  return undefined
}

/** A function that an object literal has under a name. */
export function methodOfObject(literal: Node, name: string): AnyFunction | undefined {
  if (literal.type !== 'ObjectExpression') return undefined
  for (const property of literal.properties) {
    if (property.type !== 'Property' || keyName(property.key) !== name) continue
    const value = unwrap(property.value)
    return isFunction(value) ? value : undefined
  }
  return undefined
}

function givenTo(prototypes: ReadonlyMap<Node, readonly Node[]>, value: Node): ThisOwner | undefined {
  for (const [owner, given] of prototypes) if (given.includes(value)) return owner as ThisOwner
  return undefined
}

/** What `Repo.prototype.find = function …` and `Repo.prototype = { … }` give to a function's or a class's instances. */
function prototypesIn(file: SourceFile): ReadonlyMap<Node, readonly Node[]> {
  const known = prototypes.get(file)
  if (known) return known
  const found = new Map<Node, Node[]>()
  for (const { left, right } of file.text.includes('.prototype') ? file.scopes.memberAssignments : []) {
    const target = unwrap(left as Node)
    if (target.type !== 'MemberExpression') continue
    const object = unwrap(target.object)
    const prototype = object.type === 'MemberExpression' ? object : target
    const named = prototype.type === 'MemberExpression' ? unwrap(prototype.object) : undefined
    if (memberName(prototype) !== 'prototype' || named?.type !== 'Identifier') continue
    const declaration = file.scopes.resolve(named)?.declaration
    let made = declaration?.type === 'VariableDeclarator' ? (declaration.init as Node | null) : declaration
    // `const Repo = (module.exports = function (db) { … })`
    while (made && unwrap(made).type === 'AssignmentExpression')
      made = (unwrap(made) as { right?: Node }).right ?? null
    const init = made ? unwrap(made) : undefined
    if (isFunction(init) || isClass(init)) found.set(init, [...(found.get(init) ?? []), unwrap(right)])
  }
  prototypes.set(file, found)
  return found
}
