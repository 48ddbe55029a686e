import type { Derived, Escape, Touch } from './client-value.js'
import { type FieldId, usesOf } from './follow-value.js'
import { isFunction, keyName, memberName, type Node, outermost, unwrap, walk } from './nodes.js'
import type { Project } from './project.js'
import { bindingNames, isAssigned } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { ownMember, ownReferences } from './this-owner.js'
import type { ValueFlow } from './value-flow.js'

interface Destination {
  readonly declaration: Node
  readonly name?: string
  readonly references: readonly Node[]
}

/** Follows a client past its holder: to connections made from it, aliases, and callbacks that get it. */
export class DerivedUses {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #file: SourceFile
  readonly #fieldId: FieldId
  readonly #seen = new Set<Node>()

  constructor(project: Project, flow: ValueFlow, file: SourceFile, fieldId: FieldId) {
    this.#project = project
    this.#flow = flow
    this.#file = file
    this.#fieldId = fieldId
  }

  of(touches: readonly Touch[], escapes: readonly Escape[]): Derived[] {
    const found: Derived[] = []
    /** Where a client's connection is named by its member, by the member's name. */
    const shown = new Map<string, Node[]>()
    for (const touch of touches) {
      const parameter = this.#callbackParameter(touch)
      if (parameter) found.push(...this.#derived('callback', parameterDestination(this.#file, parameter)))
      else if (this.#yieldsClient(touch))
        found.push(...this.#derived('connect', this.#destination(touch.call as Node)))
    }
    for (const { node, kind } of escapes) {
      const goes =
        kind === 'unknown' || kind === 'assigned'
          ? this.#destination(node)
          : kind === 'stored'
            ? (this.#settled(node) ?? this.#kept(node))
            : undefined
      if (goes && goes.declaration !== node) found.push(...this.#derived('alias', goes))
      else if (kind === 'property-read' && this.#isDriver(node.parent!)) {
        const member = node.parent!
        const put = this.#destination(member)
        if (put.declaration !== member) found.push(...this.#derived('member', put))
        else shown.set(memberName(member)!, [...(shown.get(memberName(member)!) ?? []), ...put.references])
      } else if (kind === 'unknown' && node.parent?.type === 'AwaitExpression') {
        // `(await this.db).run(sql)`
        const value = carrierOf(node)
        found.push(...this.#derived('alias', { declaration: value, references: [value] }))
      }
    }
    for (const [name, references] of shown)
      found.push(...this.#derived('member', { declaration: references[0]!, name, references }))
    return found
  }

  /** Where an expression's value is put: a variable, a field, or nowhere. */
  destination(expression: Node): Destination {
    return this.#destination(expression)
  }

  #derived(by: Derived['by'], { declaration, name, references }: Destination): Derived[] {
    if (this.#seen.has(declaration)) return []
    this.#seen.add(declaration)
    const touches: Touch[] = []
    const escapes: Escape[] = []
    for (const reference of references) {
      const uses = usesOf(this.#project, this.#file, reference, this.#fieldId)
      touches.push(...uses.touches)
      escapes.push(...uses.escapes)
    }
    return [
      { by, declaration, ...(name !== undefined && { name }), touches, escapes },
      ...this.of(touches, escapes),
    ]
  }

  #yieldsClient(touch: Touch): boolean {
    return this.#flow.isClientLike(this.#flow.valueOf(this.#file, touch.call as Node))
  }

  /** `client.connection`, where a client class shows the driver's own. */
  #isDriver(member: Node): boolean {
    const held = this.#flow.valueOf(this.#file, member)
    return memberName(member) !== undefined && held?.what === 'client' && held.role !== 'class'
  }

  /** The parameter that gets the client in `.then((db) => …)` and `db.withConnection((connection) => …)`. */
  #callbackParameter(touch: Touch): Node | undefined {
    const { scoped, yieldsAt = 0 } =
      touch.method === 'then' ? { scoped: 0 } : this.#flow.calleeFacts(this.#file, touch.call)
    const argument = scoped === undefined ? undefined : (touch.call.arguments[scoped] as Node | undefined)
    const callback = argument && unwrap(argument)
    return callback && isFunction(callback) ? (callback.params[yieldsAt] as Node | undefined) : undefined
  }

  #destination(expression: Node): Destination {
    const value = carrierOf(expression)
    const parent = value.parent
    if (parent?.type === 'VariableDeclarator' && parent.init === value) {
      return { declaration: parent, ...this.#bound(parent.id) }
    }
    if (parent?.type === 'AssignmentExpression' && parent.right === value) {
      const left = unwrap(parent.left as Node)
      const binding = left.type === 'Identifier' ? this.#file.scopes.resolve(left) : undefined
      if (binding) {
        const references = binding.references.filter((reference) => reference !== left)
        return { declaration: binding.declaration, name: binding.name, references: notFilled(references) }
      }
      const own = ownMember(this.#file, left)
      if (own) {
        const references = ownReferences(this.#file, own.owner, own.name)
        return { declaration: left, name: own.name, references: notFilled(references) }
      }
      if (left.type === 'ObjectPattern') return { declaration: parent, ...this.#bound(left) }
      const members = left.type === 'MemberExpression' ? this.#membersLike(left) : undefined
      if (members) return { declaration: left, name: memberName(left)!, references: notFilled(members) }
    }
    return { declaration: expression, references: [value] }
  }

  /** Where `state.db` is named that is filled here: of a variable of this file, or of the global object. */
  #membersLike(left: Node & { readonly type: 'MemberExpression' }): Node[] | undefined {
    const object = unwrap(left.object)
    const name = memberName(left)
    if (object.type !== 'Identifier' || name === undefined) return undefined
    const binding = this.#file.scopes.resolve(object)
    if (binding ? binding.kind !== 'variable' : !/^global(This)?$/.test(object.name)) return undefined
    const isLike = (node: Node | null | undefined) =>
      node?.type === 'MemberExpression' && memberName(node) === name
    if (binding) return binding.references.flatMap(({ parent }) => (isLike(parent) ? [parent!] : []))
    const found: Node[] = []
    walk(this.#file.program, (node) => {
      if (isLike(node) && this.#file.textOf((node as typeof left).object) === object.name) found.push(node)
      return true
    })
    return found
  }

  /** `const [db, rates] = await Promise.all([getDb(), loadRates()])`: the name of what one of several promises gives. */
  #settled(node: Node): Destination | undefined {
    const list = node.parent
    const call = list?.type === 'ArrayExpression' ? outermost(list).parent : undefined
    if (call?.type !== 'CallExpression' || this.#file.textOf(call.callee) !== 'Promise.all') return undefined
    const value = carrierOf(call)
    const declarator = value.parent
    if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return undefined
    if (declarator.id.type !== 'ArrayPattern') return undefined
    const element = declarator.id.elements[(list as { elements: Node[] }).elements.indexOf(node)] as
      | Node
      | undefined
    return element?.type === 'Identifier' ? { declaration: element, ...this.#bound(element) } : undefined
  }

  /** `const context = { db: await getDb() }`: where the object's member is named, or taken out of it. */
  #kept(node: Node): Destination | undefined {
    const value = carrierOf(node)
    const property = value.parent
    const literal = property?.type === 'Property' && property.value === value ? property.parent : undefined
    const name = property?.type === 'Property' ? keyName(property.key) : undefined
    const holder = literal && outermost(literal)
    const declarator = holder?.parent
    if (literal?.type !== 'ObjectExpression' || name === undefined) return undefined
    if (declarator?.type !== 'VariableDeclarator' || declarator.init !== holder) return undefined
    if (declarator.id.type !== 'Identifier') return undefined
    const binding = this.#file.scopes.lookup(declarator.id, declarator.id.name)
    const references = (binding?.references ?? []).flatMap((reference) => {
      const outer = outermost(reference)
      const { parent } = outer
      if (parent?.type === 'MemberExpression' && memberName(parent) === name) return [parent as Node]
      if (parent?.type !== 'VariableDeclarator' || parent.init !== outer) return []
      return parent.id.type === 'ObjectPattern' ? this.#bound(parent.id).references : []
    })
    return { declaration: property as Node, name, references: notFilled(references) }
  }

  /** The first client among the names that a pattern binds. */
  #bound(pattern: Node): { name?: string; references: Node[] } {
    const references: Node[] = []
    let first: string | undefined
    for (const identifier of bindingNames(pattern)) {
      const name = (identifier as { name: string }).name
      const binding = this.#file.scopes.lookup(identifier, name)
      if (!binding) continue
      if (
        pattern.type !== 'Identifier' &&
        !this.#flow.isClientLike(this.#flow.bindingValue(this.#file, binding))
      )
        continue
      first ??= name
      references.push(...notFilled(binding.references))
    }
    return { ...(first !== undefined && { name: first }), references }
  }
}

/** The outermost expression with the same value: through `await`, `??`, `?:`, parentheses and casts. */
export function carrierOf(expression: Node): Node {
  let current = outermost(expression)
  for (let parent = current.parent; parent; parent = current.parent) {
    const passes =
      parent.type === 'AwaitExpression' ||
      parent.type === 'LogicalExpression' ||
      (parent.type === 'ConditionalExpression' && parent.test !== current)
    if (!passes) return current
    current = outermost(parent)
  }
  return current
}

function notFilled(references: readonly Node[]): Node[] {
  return references.filter((node) => !isAssigned(node))
}

function parameterDestination(file: SourceFile, parameter: Node): Destination {
  const references = bindingNames(parameter).flatMap(
    (identifier) => file.scopes.lookup(identifier, (identifier as { name: string }).name)?.references ?? [],
  )
  const name = parameter.type === 'Identifier' ? parameter.name : undefined
  return { declaration: parameter, ...(name !== undefined && { name }), references: notFilled(references) }
}
