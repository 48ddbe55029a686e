import type { Class } from 'oxc-parser'
import { escapePattern } from '../edits/escape-pattern.js'
import { dynamicSpecifier, requiredSpecifier } from './exports.js'
import type { Held } from './held.js'
import { importedBinding } from './imported-binding.js'
import {
  enclosingClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
  walk,
} from './nodes.js'
import { assignedTo, type Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

/** Types say what a value may be, and run nothing. */
const typeNode = /^TS(?!As|NonNull|Satisfies|TypeAssertion|Instantiation|ParameterProperty)/

/** Names of members that some place gives what can get at a driver: each is looked for once. */
const filledIn = new WeakMap<ValueFlow, Map<string, boolean>>()

/**
 * Tells members that have nothing to do with DuckDB from those that have, where an object or a class holds a client
 * beside other things: `{ ...models, sequelize, query }`, a service that keeps files and a connection.
 */
export class BesideClient {
  readonly #flow: ValueFlow
  readonly #filled: Map<string, boolean>

  constructor(flow: ValueFlow) {
    this.#flow = flow
    this.#filled = filledIn.get(flow) ?? new Map()
    filledIn.set(flow, this.#filled)
  }

  /** True where a member of an object literal can get at no driver, however it is made. */
  isBesideInObject(file: SourceFile, literal: Node, name: string): boolean {
    if (literal.type !== 'ObjectExpression') return false
    const spreads: Node[] = []
    let found: Node | undefined
    for (const property of literal.properties) {
      if (property.type === 'SpreadElement') spreads.push(property.argument)
      else if (property.computed && keyName(property.key) === undefined) return false
      else if (keyName(property.key) === name) found = property.value
    }
    if (found) return !this.#reaches(file, found)
    const put = file.scopes.memberAssignments.filter(({ left }) => {
      const target = unwrap(left as Node)
      return target.type === 'MemberExpression' && (memberName(target) ?? name) === name
    })
    const sources = [...spreads, ...put.map(({ right }) => right)]
    return sources.length > 0 && sources.every((source) => !this.#reaches(file, source))
  }

  /** True where a member of a client's class works neither with its client nor with anything else that can get at a driver. */
  isBesideInClass(file: SourceFile, owner: Class, name: string): boolean {
    return !this.#memberReaches(file, owner, name, new Set())
  }

  #memberReaches(file: SourceFile, owner: Class, name: string, seen: Set<string>): boolean {
    if (seen.has(name)) return false
    seen.add(name)
    const members = owner.body.body.filter((member) => 'key' in member && keyName(member.key) === name)
    const methods = members.flatMap((member) =>
      member.type === 'MethodDefinition' && member.value.body ? [member.value] : [],
    )
    if (methods.length > 0)
      return methods.some((method) => this.#bodyReaches(file, owner, method as Node, seen))
    // What it does not declare itself may be whatever a class above it makes of it.
    if (members.length === 0 && (owner.superClass || !isParameterProperty(owner, name))) return true
    const held = this.#flow.memberOf(this.#flow.instanceOf(file.path, owner), name)
    if (held !== undefined && this.#isOfDriver(held)) return true
    return this.#filledAnywhere(name) || this.#isFilledHere(file, owner, name, seen)
  }

  /** True where the class gives a member, or what it holds, a function that reaches the client: `this.handlers.q = …`. */
  #isFilledHere(file: SourceFile, owner: Class, name: string, seen: Set<string>): boolean {
    return given(file, name).some(
      (value) =>
        isFunction(value) &&
        value.start >= owner.start &&
        value.end <= owner.end &&
        this.#bodyReaches(file, owner, value, seen),
    )
  }

  /** True where another place of the project gives a member of that name a function that can get at a driver. */
  #filledAnywhere(name: string): boolean {
    const known = this.#filled.get(name)
    if (known !== undefined) return known
    const { project } = this.#flow
    const isAssigned = new RegExp(
      `\\.${escapePattern(name)}\\s*(?:[!?]?\\.[\\w$]+\\s*|\\[[^\\]]*\\]\\s*)*[?|&]{0,2}=[^=>]`,
    )
    const found = project.files.some((path) => {
      if (!this.#flow.mayHold(path) || !isAssigned.test(project.text(path) ?? '')) return false
      const file = project.source(path)
      return (
        file !== undefined &&
        given(file, name).some((value) =>
          isFunction(value) ? !isOfClass(value) && this.#reaches(file, value) : this.#isDriverAt(file, value),
        )
      )
    })
    this.#filled.set(name, found)
    return found
  }

  #isDriverAt(file: SourceFile, value: Node): boolean {
    const held = this.#flow.valueOf(file, value)
    return held !== undefined && this.#isOfDriver(held)
  }

  #bodyReaches(file: SourceFile, owner: Class, body: Node, seen: Set<string>): boolean {
    let found = false
    walk(body, (node) => {
      if (found || typeNode.test(node.type)) return false
      if (node.type === 'ThisExpression') {
        const access = outermost(node).parent
        const name =
          access?.type === 'MemberExpression' && unwrap(access.object) === node
            ? memberName(access)
            : undefined
        found = name === undefined || this.#memberReaches(file, owner, name, seen)
      } else found = this.#namesDriver(file, node, body, new Set())
      return !found
    })
    return found
  }

  #isOfDriver(held: Held): boolean {
    if (held.what === 'many') return this.#isOfDriver(held.of)
    if (held.what === 'object') return this.#flow.isClientLike(held)
    if (held.what === 'function') {
      const file = this.#flow.project.source(held.file)
      return !file || this.#reaches(file, held.node as Node)
    }
    if (held.what === 'signature')
      return (
        this.#flow.types.scopedParameter(held) !== undefined ||
        this.#flow.isClientLike(this.#flow.types.returnOf(held))
      )
    return true
  }

  /** True where an expression, or what it names, leads to a module that can get at a driver. */
  #reaches(file: SourceFile, expression: Node, seen: Set<Binding> = new Set()): boolean {
    let found = false
    walk(expression, (node) => {
      if (found || typeNode.test(node.type)) return false
      // What it belongs to is unknown.
      if (node.type === 'ThisExpression') found = true
      else found = this.#namesDriver(file, node, expression, seen)
      return !found
    })
    return found
  }

  #namesDriver(file: SourceFile, node: Node, within: Node, seen: Set<Binding>): boolean {
    if (node.type === 'CallExpression' || node.type === 'ImportExpression') {
      const specifier = node.type === 'CallExpression' ? requiredSpecifier(node) : dynamicSpecifier(node)
      if (specifier !== undefined) return this.#flow.leadsToDriver(file, specifier)
      // What is loaded by a name that is put together may be anything.
      return node.type === 'ImportExpression'
    }
    if (node.type !== 'Identifier') return false
    const binding = file.scopes.resolve(node)
    if (!binding || binding.kind === 'type') return !binding && isGateway(node)
    const imported = importedBinding(this.#flow.project, file, binding)
    if (imported) return this.#flow.leadsToDriver(file, imported.specifier)
    if (seen.has(binding)) return false
    seen.add(binding)
    const { identifier, declaration } = binding
    if (identifier.start >= within.start && identifier.end <= within.end) return false
    if (binding.scope !== file.program) return true
    const made =
      declaration.type === 'VariableDeclarator'
        ? [declaration.init, ...assignedTo(binding), ...putInto(file, binding)]
        : [declaration]
    return made.some((source) => source && this.#reaches(file, source as Node, seen))
  }
}

/** What is assigned to members of a variable: `state.db = open()`. */
function putInto(file: SourceFile, binding: Binding): Node[] {
  return file.scopes.memberAssignments.flatMap(({ left, right }) => {
    const root = rootOf(unwrap(left as Node))
    return root.type === 'Identifier' && file.scopes.resolve(root) === binding ? [right] : []
  })
}

/** What is assigned to members of that name, and to members of these. */
function given(file: SourceFile, name: string): Node[] {
  return file.scopes.memberAssignments.flatMap(({ left, right }) => {
    for (let at = unwrap(left as Node); at.type === 'MemberExpression'; at = unwrap(at.object))
      if (memberName(at) === name) return [unwrap(right)]
    return []
  })
}

/** True where `this` in a function is what a class above says. */
function isOfClass(fn: Node): boolean {
  return fn.type === 'ArrowFunctionExpression' && enclosingClass(fn) !== undefined
}

function isParameterProperty(owner: Class, name: string): boolean {
  return owner.body.body.some(
    (member) =>
      member.type === 'MethodDefinition' &&
      member.kind === 'constructor' &&
      (member.value.params as Node[]).some((parameter) => {
        const inner = parameter.type === 'TSParameterProperty' ? (parameter.parameter as Node) : undefined
        const pattern = inner?.type === 'AssignmentPattern' ? inner.left : inner
        return pattern?.type === 'Identifier' && pattern.name === name
      }),
  )
}

/** Names through which a client comes in that no declaration of the file shows. */
function isGateway({ name }: { readonly name: string }): boolean {
  return /^(globalThis|global|arguments|eval)$/.test(name)
}
