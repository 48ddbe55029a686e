import type { CallExpression, Class, MethodDefinition } from 'oxc-parser'
import { escapePattern } from '../edits/escape-pattern.js'
import type { Accessor } from '../model.js'
import { getterNamed } from './class-members.js'
import type { ClientPlumbing } from './client-plumbing.js'
import type { Origin } from './client-value.js'
import { carrierOf } from './derived-uses.js'
import type { AccessorDetector } from './detect-accessors.js'
import { elementOf, type HeldClient } from './held.js'
import { keptAccessor } from './kept-accessor.js'
import {
  type AnyFunction,
  isFunction,
  isHiddenMember,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
} from './nodes.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import { isAssigned } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { classMember } from './this-owner.js'
import { elementCallbacks, elementMethods, isStaticContext, type ValueFlow } from './value-flow.js'

/** A client that something gives which is no accessor of its own. */
export interface Given {
  readonly origin: Origin
  /** Set where what gives it does nothing but take this accessor's client, and keep it. */
  readonly accessor?: Accessor
}

type NamedNode = Node & { readonly type: 'Identifier' }

export interface GivenByGetter extends Given {
  readonly getter: MethodDefinition
  readonly owner: Class
  readonly name: string
}

export interface GivenClientsContext {
  readonly project: Project
  readonly flow: ValueFlow
  readonly detector: AccessorDetector
}

/** What gives a client in one file beside the accessors: functions within others, members of classes, getters, contexts. */
export class GivenClients {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #detector: AccessorDetector
  readonly #file: SourceFile
  readonly #plumbing: ClientPlumbing
  /** Answers of `#accessorBehind`, which each call of a function asks. */
  readonly #behind = new Map<AnyFunction, Accessor | undefined>()

  constructor({ project, flow, detector }: GivenClientsContext, file: SourceFile, plumbing: ClientPlumbing) {
    this.#project = project
    this.#flow = flow
    this.#detector = detector
    this.#file = file
    this.#plumbing = plumbing
  }

  /** `await this.client()`, `connect()`, `store.getStore()`: what a function gives, wherever it has that from. */
  byCall(call: CallExpression): Given | undefined {
    const callee = unwrap(call.callee as Node)
    const isStore = memberName(callee) === 'getStore'
    if (!isStore && !this.#isBeside(callee)) return undefined
    const giving = isStore ? undefined : this.#flow.valueOf(this.#file, callee)
    if (!isStore && giving?.what !== 'function' && giving?.what !== 'signature') return undefined
    const held = this.#flow.valueOf(this.#file, call)
    if (held?.what !== 'client' || isGivenOn(call)) return undefined
    if (giving?.what !== 'function') {
      return this.#plumbing.isInsideClient(call)
        ? undefined
        : { origin: { ...givenOrigin(held), given: 'handed' } }
    }
    const declaring = this.#project.source(giving.file)
    if (!declaring || this.#plumbing.isPlumbing(call) || this.#flow.opensDatabase(declaring, giving.node))
      return undefined
    const isOfObject = callee.type !== 'Identifier' && giving.node.parent?.type !== 'MethodDefinition'
    const accessor = isOfObject ? undefined : this.#accessorBehind(declaring, giving.node)
    return { origin: givenOrigin(held), ...(accessor && { accessor }) }
  }

  /** `this.client`, where that is a getter. */
  byGetter(member: Node & { type: 'MemberExpression' }): GivenByGetter | undefined {
    const own = classMember(this.#file, member)
    if (!own) return undefined
    const getter = getterNamed(own.owner, own.name, isStaticContext(member, own.owner))
    const held = getter?.value.body && this.#flow.valueOf(this.#file, member)
    if (!getter || held?.what !== 'client' || this.#plumbing.isInsideClient(member) || isGivenOn(member))
      return undefined
    const accessor = this.#accessorBehind(this.#file, getter.value)
    return { ...own, getter, origin: givenOrigin(held), ...(accessor && { accessor }) }
  }

  /** `byTenant.get(id)`, `connections[0]`: one of several that a collection holds, whichever that is. */
  byElement(node: CallExpression | (Node & { type: 'MemberExpression' })): Given | undefined {
    const place = node.type === 'CallExpression' ? unwrap(node.callee as Node) : node
    const name = place.type === 'MemberExpression' ? memberName(place) : undefined
    if (place.type !== 'MemberExpression' || name === 'getStore') return undefined
    const isTaken = place === node ? !isCallee(place) : name !== undefined && elementMethods.test(name)
    if (!isTaken) return undefined
    // `clients[tenant] = …` says what an object without a type holds.
    const isFilled = place === node && name === undefined
    if (!isFilled && !elementOf(this.#flow.valueOf(this.#file, place.object))) return undefined
    return isGivenOn(node as Node) || isAssigned(node as Node) ? undefined : this.#oneOfMany(node as Node)
  }

  /** `for (const connection of connections)`, `connections.forEach((connection) => …)`: the name of each. */
  byEach(node: Node): (Given & { readonly name: NamedNode }) | undefined {
    const name = isFunction(node) ? elementParameter(node) : loopVariable(node)
    const binding = name && this.#file.scopes.lookup(name, name.name)
    const held = binding && this.#flow.bindingValue(this.#file, binding)
    if (!name || held?.what !== 'client' || this.#plumbing.isPlumbing(name)) return undefined
    return { name, origin: { ...givenOrigin(held), given: 'handed' } }
  }

  #oneOfMany(node: Node): Given | undefined {
    const held = this.#flow.valueOf(this.#file, node)
    if (held?.what !== 'client' || this.#plumbing.isPlumbing(node)) return undefined
    return { origin: { ...givenOrigin(held), given: 'handed' } }
  }

  /** True for a member of what the call stands in, and for a function that another one has within it, or is handed. */
  #isBeside(callee: Node): boolean {
    if (callee.type === 'MemberExpression') return unwrap(callee.object).type === 'ThisExpression'
    const binding = callee.type === 'Identifier' ? this.#file.scopes.resolve(callee) : undefined
    return (
      binding !== undefined &&
      /^(function|variable|parameter)$/.test(binding.kind) &&
      binding.scope !== this.#file.program
    )
  }

  /** The accessor that a function of its own is, or whose client it does nothing but keep; a member that others may replace is none. */
  #accessorBehind(declaring: SourceFile, giving: AnyFunction): Accessor | undefined {
    if (!this.#behind.has(giving)) this.#behind.set(giving, this.#readAccessorBehind(declaring, giving))
    return this.#behind.get(giving)
  }

  #readAccessorBehind(declaring: SourceFile, giving: AnyFunction): Accessor | undefined {
    const member = giving.parent?.type === 'MethodDefinition' ? giving.parent : undefined
    if (member?.static) return this.#detector.accessorAt(declaring, giving)
    if (member && !this.#isItsOwn(member)) return undefined
    return keptAccessor(declaring, giving, (call) => this.#detector.calledAccessor(declaring, call))
  }

  /** True for a member that only its class asks: no test puts another one in its place, `vi.spyOn(items as any, 'client')`. */
  #isItsOwn(member: MethodDefinition): boolean {
    const name = keyName(member.key)
    if (name === undefined || !isHiddenMember(member)) return false
    if (name.startsWith('#')) return true
    return !isReplacedByTests(this.#project, this.#file.path, name)
  }
}

/** True where a test of a module names a member as one that it puts another in the place of, or reaches by no type. */
export function isReplacedByTests(project: Project, module: string, name: string): boolean {
  const replaces = new RegExp(
    `['"\`]${escapePattern(name)}['"\`]|\\b(any|never|unknown)\\)\\s*\\.${escapePattern(name)}\\b`,
  )
  return [...project.graph.reverseClosure([module])].some(
    (path) => isTestFile(path) && replaces.test(project.text(path) ?? ''),
  )
}

/** `connection` of `connections.forEach((connection) => …)`, where no type says what it is. */
function elementParameter(fn: AnyFunction): NamedNode | undefined {
  const call = fn.parent
  const callee = call?.type === 'CallExpression' && call.arguments[0] === fn ? unwrap(call.callee) : undefined
  const first = fn.params[0] as Node | undefined
  if (callee?.type !== 'MemberExpression' || first?.type !== 'Identifier' || first.typeAnnotation)
    return undefined
  return elementCallbacks.test(memberName(callee) ?? '') ? (first as NamedNode) : undefined
}

/** `connection` of `for (const connection of connections)`, and of `for (const [name, connection] of connections)`. */
function loopVariable(loop: Node): NamedNode | undefined {
  if (loop.type !== 'ForOfStatement' || loop.left.type !== 'VariableDeclaration') return undefined
  const pattern = loop.left.declarations[0]?.id as Node | undefined
  const named = pattern?.type === 'ArrayPattern' ? (pattern.elements[1] as Node | undefined) : pattern
  return named?.type === 'Identifier' ? (named as NamedNode) : undefined
}

function isCallee(member: Node): boolean {
  const { parent } = outermost(member)
  return parent?.type === 'CallExpression' && unwrap(parent.callee) === member
}

/** True where a client is only made sure of, or given on. */
function isGivenOn(given: Node): boolean {
  const carrier = carrierOf(given)
  const { parent } = carrier
  const isBody = parent?.type === 'ArrowFunctionExpression' && parent.body === carrier
  return isBody || parent?.type === 'ExpressionStatement' || parent?.type === 'ReturnStatement'
}

export function givenOrigin({
  client,
  given,
  injected,
}: HeldClient): Origin & { readonly type: 'annotation' } {
  const { module, name } = client
  return {
    type: 'annotation',
    client: `${module}#${name}`,
    typeNames: [],
    given: given && !injected ? 'handed' : 'taken',
  }
}

export function withAwait(given: Node): Node {
  const { parent } = outermost(given)
  return parent?.type === 'AwaitExpression' ? parent : given
}
