import type { Class, MethodDefinition } from 'oxc-parser'
import { openingsIn } from '../survey/driver-openings.js'
import { functionOf } from '../survey/exports.js'
import { declarationNamed } from '../survey/imported-binding.js'
import {
  type AnyFunction,
  enclosingClass,
  enclosingFunction,
  isClass,
  isFunction,
  isWithin,
  keyName,
  memberName,
  type Node,
  rootOf,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { Binding } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'

/** A function, and the file that it stands in. */
interface Source {
  readonly file: SourceFile
  readonly body: AnyFunction
}

/**
 * Tells which expressions do nothing but give the connection, once it is open. What runs while it is not open yet runs
 * in the same way when the injected database opens it.
 */
export class OpenConnection {
  readonly #project: Project
  readonly #kept = new Set<string>()
  readonly #asked: { readonly file: SourceFile; readonly place: Node }[] = []
  readonly #given = new Set<Binding>()
  readonly #opening = new Map<AnyFunction, boolean>()

  constructor(project: Project) {
    this.#project = project
  }

  /** True where all that was asked was whether the connection is open: false for `if (this.readOnly) throw …`. */
  get isSure(): boolean {
    return this.#asked.every(
      ({ file, place }) => this.#kept.has(keyOf(file, place)) || this.#tellsOpen(file, place),
    )
  }

  /** `isUsed` where statements are sent to what the expression gives, which therefore is the connection. */
  gives(source: Source, expression: Node, isUsed = false): boolean {
    const { file } = source
    const node = unwrap(expression)
    switch (node.type) {
      case 'AwaitExpression':
        return this.gives(source, node.argument, isUsed)
      case 'Identifier':
        return this.#named(source, node, isUsed)
      case 'MemberExpression': {
        const getter = accessorOf(file, node)
        return getter ? this.#opens({ file, body: getter }) : this.#keeps(source, node, isUsed)
      }
      case 'AssignmentExpression':
        return (
          /^(\?\?|\|\|)=$/.test(node.operator) &&
          this.#asks(source, node.left) &&
          this.#keeps(source, node.left, isUsed)
        )
      case 'LogicalExpression':
        if (node.operator === '&&') return false
        return isUsed ? this.gives(source, node.left, isUsed) : this.#asks(source, node.left)
      case 'CallExpression':
        return this.#called(source, node, isUsed)
      default:
        return false
    }
  }

  /** `!this.connection`, `connection === undefined`: false while the connection is open. */
  isAbsent(source: Source, test: Node): boolean {
    return this.#isAsked(source, test, false)
  }

  #isAsked(source: Source, test: Node, wanted: boolean): boolean {
    const node = unwrap(test)
    if (node.type === 'UnaryExpression' && node.operator === '!')
      return this.#isAsked(source, node.argument, !wanted)
    if (node.type === 'LogicalExpression')
      return this.#isAsked(source, node.left, wanted) && this.#isAsked(source, node.right, wanted)
    if (node.type === 'BinaryExpression') {
      const isNothing = /^(null|undefined)$/.test(source.file.textOf(node.right))
      const isEqual = /^===?$/.test(node.operator)
      return (
        isNothing &&
        (isEqual ? !wanted : wanted && /^!==?$/.test(node.operator)) &&
        this.#asks(source, node.left as Node)
      )
    }
    return wanted && this.#asks(source, node)
  }

  #asks(source: Source, place: Node): boolean {
    const node = unwrap(place)
    if (!isPlace(source, node)) return false
    this.#asked.push({ file: source.file, place: node })
    return true
  }

  #named(source: Source, name: Node & { type: 'Identifier' }, isUsed: boolean): boolean {
    const binding = source.file.scopes.resolve(name)
    if (!binding) return false
    if (this.#given.has(binding)) return true
    if (isPlace(source, name)) return this.#keeps(source, name, isUsed)
    const { declaration } = binding
    return (
      declaration.type === 'VariableDeclarator' &&
      declaration.id.type === 'Identifier' &&
      declaration.init != null &&
      declaration.parent?.type === 'VariableDeclaration' &&
      declaration.parent.kind === 'const' &&
      this.gives(source, declaration.init, isUsed)
    )
  }

  #keeps(source: Source, place: Node, isUsed: boolean): boolean {
    const node = unwrap(place)
    if (!isPlace(source, node)) return false
    if (isUsed) this.#kept.add(keyOf(source.file, node))
    return true
  }

  #called(source: Source, call: Node & { type: 'CallExpression' }, isUsed: boolean): boolean {
    const { file, body } = source
    if (isOpening(this.#project, file, call)) return true
    const given = call.arguments as Node[]
    const callee = unwrap(call.callee)
    if (callee.type === 'MemberExpression' && unwrap(callee.object).type !== 'ThisExpression') {
      const method = memberName(callee)
      if (method === 'connect' && given.length === 0 && this.gives(source, callee.object, isUsed)) return true
      const next = method === 'then' && given.length === 1 ? unwrap(given[0]!) : undefined
      if (next && isFunction(next))
        return this.gives(source, callee.object, isUsed) && this.#opensFrom({ file, body: next })
    }
    if (given.some((argument) => mentionsLocal(file, body, argument))) return false
    const called = calledBy(this.#project, file, callee)
    return called !== undefined && this.#opens(called)
  }

  /** `(instance) => instance.connect()`, given an open database. */
  #opensFrom(source: Source): boolean {
    const [parameter] = source.body.params as Node[]
    const binding =
      parameter?.type === 'Identifier' ? source.file.scopes.lookup(parameter, parameter.name) : undefined
    if (binding) this.#given.add(binding)
    return this.#opens(source)
  }

  #opens(source: Source): boolean {
    const { body } = source
    const known = this.#opening.get(body)
    if (known !== undefined) return known
    this.#opening.set(body, false)
    const opens = !body.generator && body.body != null && !isDecorated(body) && this.#read(source)
    this.#opening.set(body, opens)
    return opens
  }

  #read(source: Source): boolean {
    const content = source.body.body as Node
    if (content.type !== 'BlockStatement') return this.gives(source, content, true)
    for (const statement of content.body as Node[]) {
      const outcome = this.#statement(source, statement)
      if (outcome !== 'next') return outcome === 'given'
    }
    return true
  }

  #statement(source: Source, statement: Node): 'next' | 'given' | 'unknown' {
    const gives = (node: Node | null | undefined, isUsed = false) =>
      node != null && this.gives(source, node, isUsed)
    switch (statement.type) {
      case 'VariableDeclaration':
        return statement.declarations.every(({ init }) => gives(init)) ? 'next' : 'unknown'
      case 'ExpressionStatement':
        return gives(statement.expression) ? 'next' : 'unknown'
      case 'ReturnStatement':
        return !statement.argument || gives(statement.argument, true) ? 'given' : 'unknown'
      case 'IfStatement': {
        if (statement.alternate) return 'unknown'
        if (this.#isAsked(source, statement.test, false)) return 'next'
        const [only, ...more] =
          statement.consequent.type === 'BlockStatement'
            ? (statement.consequent.body as Node[])
            : [statement.consequent]
        // What follows runs only while the connection is not open.
        return only?.type === 'ReturnStatement' &&
          more.length === 0 &&
          this.#isAsked(source, statement.test, true)
          ? this.#statement(source, only)
          : 'unknown'
      }
      default:
        return 'unknown'
    }
  }

  /** `this.ready`, which changes only where the connection is opened or closed. */
  #tellsOpen(file: SourceFile, place: Node): boolean {
    const text = file.textOf(place)
    let count = 0
    let isTold = true
    walk(file.program, (node) => {
      if (node.type === 'UpdateExpression' && file.textOf(node.argument) === text) isTold = false
      if (node.type !== 'AssignmentExpression' || file.textOf(node.left) !== text) return true
      count += 1
      const within = enclosingFunction(node)
      isTold &&= within !== undefined && this.#changesKept(file, within)
      return true
    })
    return count > 0 && isTold
  }

  #changesKept(file: SourceFile, body: AnyFunction): boolean {
    let found = false
    walk(body, (node) => {
      if (node.type === 'AssignmentExpression' && this.#kept.has(keyOf(file, node.left))) found = true
      return !found
    })
    return found
  }
}

function isOpening(project: Project, file: SourceFile, call: Node & { type: 'CallExpression' }): boolean {
  if (/^(openInstance|pooledDriver\(.*\)\.\w+)$/.test(file.textOf(call.callee))) return true
  return openingsIn(project, file).some((opening) => opening.call === call)
}

/** Where a value outlives the function: a field, or a variable around it. */
function isPlace({ file, body }: Source, node: Node): boolean {
  if (node.type === 'MemberExpression') {
    if (node.computed) return false
    const root = rootOf(node)
    const owner = root.type === 'ThisExpression' ? enclosingClass(node) : undefined
    // What a base class has by that name may do anything.
    if (owner?.superClass && unwrap(node.object).type === 'ThisExpression' && !declares(file, owner, node))
      return false
    return root.type === 'ThisExpression' || isPlace({ file, body }, root)
  }
  const binding = node.type === 'Identifier' ? file.scopes.resolve(node) : undefined
  return binding !== undefined && !isWithin(binding.identifier, body)
}

function declares(file: SourceFile, { body }: Class, member: Node): boolean {
  const name = memberName(member)
  return body.body.some(
    (each) =>
      (each.type === 'PropertyDefinition' && keyName(each.key) === name) ||
      (each.type === 'MethodDefinition' &&
        each.kind === 'constructor' &&
        each.value.params.some(
          (parameter) =>
            parameter.type === 'TSParameterProperty' &&
            parameter.parameter.type === 'Identifier' &&
            file.textOf(parameter.parameter).split(/\W/)[0] === name,
        )),
  )
}

function keyOf(file: SourceFile, place: Node): string {
  return `${file.path}:${file.textOf(unwrap(place))}`
}

function mentionsLocal(file: SourceFile, body: AnyFunction, node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    const binding = inner.type === 'Identifier' ? file.scopes.resolve(inner) : undefined
    if (binding && isWithin(binding.identifier, body)) found = true
    return !found
  })
  return found
}

/** The function that `open()`, `this.open()` and `Client.open()` call. */
function calledBy(project: Project, file: SourceFile, callee: Node): Source | undefined {
  if (isFunction(callee)) return { file, body: callee }
  if (callee.type === 'MemberExpression') {
    const member = memberOf(file, callee)
    return member?.kind === 'method' && member.value.body ? { file, body: member.value } : undefined
  }
  const declared = callee.type === 'Identifier' ? declarationNamed(project, file, callee) : undefined
  const source = declared?.file === file.path ? file : declared && project.source(declared.file)
  const body = declared && functionOf(declared.node)
  return source && body && isFunction(body) ? { file: source, body } : undefined
}

function accessorOf(file: SourceFile, node: Node & { type: 'MemberExpression' }): AnyFunction | undefined {
  const member = memberOf(file, node)
  return member && member.kind !== 'method' ? member.value : undefined
}

/** The method or getter behind `this.name` and `Client.name`. */
function memberOf(file: SourceFile, node: Node & { type: 'MemberExpression' }): MethodDefinition | undefined {
  const object = unwrap(node.object)
  const named = object.type === 'Identifier' ? file.scopes.resolve(object)?.declaration : undefined
  const owner = object.type === 'ThisExpression' ? enclosingClass(node) : named
  const name = memberName(node)
  if (!owner || !isClass(owner) || name === undefined) return undefined
  const found = owner.body.body.find(
    (member) => member.type === 'MethodDefinition' && keyName(member.key) === name,
  )
  return found?.type === 'MethodDefinition' ? found : undefined
}

/** What a decorator makes of a method cannot be seen. */
export function isDecorated({ parent }: AnyFunction): boolean {
  return parent?.type === 'MethodDefinition' && parent.decorators.length > 0
}
