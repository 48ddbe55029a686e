import type { CallExpression, Class, NewExpression } from 'oxc-parser'
import { calleeFunction } from './callee-function.js'
import { argumentFor } from './callers.js'
import { driverRole, duckdbPackages, isDriverQuery, isDuckdbPackage } from './duckdb-driver.js'
import { dynamicSpecifier, requiredSpecifier } from './exports.js'
import {
  clientId,
  elementOf,
  type FunctionFacts,
  type Held,
  type HeldClient,
  type HeldObject,
} from './held.js'
import { importedBinding } from './imported-binding.js'
import { injectedToken, mayInject } from './injected-token.js'
import {
  type AnyFunction,
  ancestor,
  enclosingClass,
  isClass,
  isFunction,
  isHiddenMember,
  isWithin,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from './nodes.js'
import { PerFile } from './per-file.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import { proxiedClients } from './proxied-client.js'
import { relevantStatements, statementOf } from './relevant-statements.js'
import { returned } from './returned.js'
import { assignedTo, type Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { ownerOfThis } from './this-owner.js'
import { TypeReader } from './type-reader.js'

/** Array methods whose callback gets an element. */
export const elementCallbacks = /^(map|forEach|flatMap|filter|find|some|every)$/
/** Methods of arrays, maps and pools that give one element out. */
export const elementMethods = /^(get|pop|shift|at|find|next|getStore)$/
/** What goes on with all of them. */
const collectionMethods = /^(values|filter|slice|reverse|concat|toSorted|toReversed)$/

/**
 * Follows DuckDB's databases and connections through expressions, without a type checker: which expression
 * yields one, which function hands one out, which class hides one.
 */
export class ValueFlow {
  readonly project: Project
  readonly types: TypeReader
  /** By file, so that a file nobody needs any more takes its values along; `null` for what is known to hold nothing. */
  readonly #values = new PerFile<Map<Node, Held | null>>()
  #file: SourceFile | undefined
  #fileValues = new Map<Node, Held | null>()
  /**
   * What is being evaluated, outermost first. A list, for a Map whose entries come and go leaves tables behind that
   * hold syntax trees, each the next one, until the whole heap is collected.
   */
  readonly #visiting: unknown[] = []
  /** Depth of the outermost evaluation that the current one met again: what it found is provisional until then. */
  #cutDepth = Number.POSITIVE_INFINITY
  readonly #reachable: ReadonlySet<string>
  readonly #roots: ReadonlySet<string>
  readonly #relevant = new PerFile<ReadonlySet<Node> | null>()
  readonly #facts = new WeakMap<AnyFunction, FunctionFacts>()
  readonly #clientClasses = new WeakMap<Class, boolean>()
  readonly #fields = new WeakMap<Class, Map<string, Held | null>>()
  /** What unannotated parameters are handed by those who call them. */
  readonly #handed = new WeakMap<Node, Held>()
  readonly #assignments = new PerFile<Map<string, Node[]>>()

  /** `roots`: modules from which DuckDB may come beside those that import a driver. */
  constructor(project: Project, roots: readonly string[] = []) {
    this.project = project
    this.types = new TypeReader(this)
    this.#roots = new Set(roots)
    const drivers = duckdbPackages.flatMap((name) => project.graph.importersOfPackage(name))
    this.#reachable = project.graph.reverseClosure([...drivers, ...roots])
  }

  /** False for modules that cannot get at a driver, however they try: nothing in them is worth evaluating. */
  mayHold(module: string): boolean {
    return this.#reachable.has(module)
  }

  /** False where a top-level statement cannot get at a driver: nothing in it is worth evaluating. */
  isRelevant(file: SourceFile, node: Node): boolean {
    const statements = this.relevantStatements(file)
    return statements === undefined || statements.has(statementOf(node))
  }

  /** Undefined where all are. */
  relevantStatements(file: SourceFile): ReadonlySet<Node> | undefined {
    if (this.#roots.has(file.path)) return undefined
    let found = this.#relevant.get(file)
    if (found === undefined) {
      found = relevantStatements(file, (imported) => this.#isSource(file, imported)) ?? null
      this.#relevant.set(file, found)
    }
    return found ?? undefined
  }

  #isSource(file: SourceFile, binding: Binding): boolean {
    const imported = importedBinding(this.project, file, binding)
    return !imported || this.#leadsToDriver(imported.specifier, imported.target)
  }

  /** True where what a file imports by a specifier is a driver, or may get at one. */
  leadsToDriver(file: SourceFile, specifier: string): boolean {
    return this.#leadsToDriver(specifier, this.project.graph.resolve(file.path, specifier))
  }

  #leadsToDriver(specifier: string, target: string | undefined): boolean {
    return target === undefined ? isDuckdbPackage(specifier) : this.mayHold(target)
  }

  /** Specifiers of a module's imports by which it can get at a driver; undefined where it may do so otherwise. */
  sourcesIn(module: string): string[] | undefined {
    if (this.#roots.has(module)) return undefined
    const specifiers = this.project.facts(module)?.specifiers ?? []
    return specifiers.filter((each) => this.#leadsToDriver(each, this.project.graph.resolve(module, each)))
  }

  valueOf(file: SourceFile, node: Node): Held | undefined {
    const known = this.#valuesIn(file).get(node)
    if (known !== undefined) return known ?? undefined
    return this.#once(file, node, () => this.#evaluate(file, node))
  }

  bindingValue(file: SourceFile, binding: Binding): Held | undefined {
    const known = this.#valuesIn(file).get(binding.identifier)
    if (known !== undefined) return known ?? undefined
    return this.#once(file, binding.identifier, () => this.#evaluateBinding(file, binding))
  }

  /** Notes what an unannotated parameter is handed: nothing in its own file tells. */
  hand(file: SourceFile, parameter: Node, held: Held): void {
    const known = this.#handed.get(parameter)
    const both = known?.what === 'object' && held.what === 'object' ? joined(known, held) : held
    this.#handed.set(parameter, both)
    const owner = enclosingClass(parameter)
    if (owner) this.#fields.delete(owner)
    this.#forgetValues(file)
  }

  /** Works out anew what a class keeps. */
  forgetFields(file: SourceFile, owner: Class): void {
    this.#fields.delete(owner)
    this.#forgetValues(file)
  }

  #forgetValues(file: SourceFile): void {
    this.#values.delete(file)
    if (file === this.#file) this.#file = undefined
  }

  /** What a module exports under a name; `*` for the module itself. */
  exportValue(module: string, name: string): Held | undefined {
    if (!this.mayHold(module)) return undefined
    if (name === '*') {
      const assigned = this.project.exports(module)?.assigned
      const file = assigned && this.project.source(module)
      return (file && this.#nodeValue(file, assigned)) ?? { what: 'module', file: module }
    }
    const found = this.project.declarationOf(module, name)
    if (!found) {
      const assigned = name === 'default' ? this.project.exports(module)?.assigned : undefined
      if (assigned) return { what: 'module', file: module }
      const driver = this.project.driverExport(module, name)
      return driver && this.#ofPackage(driver)
    }
    if (found.export.kind === 're-export') return this.exportValue(found.file, found.export.imported)
    const file = this.project.source(found.file)
    return file && this.#nodeValue(file, found.export.node, found.export.local ?? found.export.name)
  }

  /** What calling a function yields. */
  returnsOf(path: string, fn: AnyFunction): Held | undefined {
    const file = this.project.source(path)
    if (!file || !fn.body) return undefined
    const annotation = fn.returnType?.typeAnnotation as Node | undefined
    if (fn.body.type !== 'BlockStatement') {
      return this.valueOf(file, fn.body) ?? (annotation && this.types.typeOf(file, annotation))
    }
    return this.#once(file, fn.body, () => {
      let typed: Held | undefined
      const expressions = returned(fn)
      if (this.#choosesAmongOthers(file, expressions)) return undefined
      for (const expression of expressions) {
        const value = this.valueOf(file, expression)
        if (value?.what === 'client' && value.given) typed ??= value
        else if (value) return value
      }
      return typed ?? (annotation && this.types.typeOf(file, annotation))
    })
  }

  /** A factory of clients of several databases, of which this is one: what it makes is no DuckDB client to its callers. */
  #choosesAmongOthers(file: SourceFile, expressions: readonly Node[]): boolean {
    const made = expressions.filter((expression) => unwrap(expression).type === 'NewExpression')
    if (made.length < 3) return false
    const clients = made.filter((expression) => this.isClientLike(this.valueOf(file, expression)))
    return clients.length > 0 && made.length > 2 * clients.length
  }

  /** What a member of a value is. */
  memberOf(held: Held, name: string): Held | undefined {
    switch (held.what) {
      case 'object':
        return held.member(name)
      case 'module':
        return this.exportValue(held.file, name)
      case 'package':
        if (name === 'default') return held
        if (/^(openInstance|pooledDriver|legacyClient)$/.test(name))
          return { what: 'stand-in', package: held.name, name }
        return driverRole(name) ? { what: 'driver-class', package: held.name, name } : undefined
      case 'driver-class':
        return name === 'singleton' && held.name === 'DuckDBInstanceCache'
          ? driverClient(held.package, held.name)
          : undefined
      case 'client':
        if (!held.class) return { what: 'method', of: held, name }
        return this.#field(held.class.file, held.class.node, name, false)
      case 'class':
        return this.#field(held.file, held.node, name, true)
      case 'many':
        return held.isNamed ? held.of : undefined
      default:
        return undefined
    }
  }

  /** What a function does with a client that its caller does not see. */
  factsOf(path: string, fn: AnyFunction): FunctionFacts {
    const known = this.#facts.get(fn)
    if (known) return known
    const file = this.project.source(path)
    if (!file) return {}
    const { value, isFinal } = this.#guarded(fn, () => this.#readFacts(file, fn))
    if (value && (isFinal || Object.keys(value).length > 0)) this.#facts.set(fn, value)
    return value ?? {}
  }

  /** The facts of what a call runs: a project function, or one known by its type. */
  calleeFacts(file: SourceFile, call: CallExpression): FunctionFacts {
    const callee = this.valueOf(file, call.callee as Node)
    if (callee?.what === 'function') return this.factsOf(callee.file, callee.node)
    if (callee?.what === 'signature') {
      const scoped = this.types.scopedParameter(callee)
      const yields = this.types.scopedClient(callee)
      return scoped === undefined || !yields ? {} : { scoped, yields }
    }
    if (callee?.what === 'method' && isDriverQuery(callee.name)) return { sql: 0 }
    return {}
  }

  /** True when the value is a client, or an object through which statements can be sent to one. */
  isClientLike(held: Held | undefined): held is HeldClient | HeldObject {
    if (held?.what === 'client') return true
    return held?.what === 'object' && held.names().some((name) => this.#givesClient(held.member(name)))
  }

  /** True for a class that hides a DuckDB client: it opens one itself, or sends on the SQL it is given. */
  isClientClass(path: string, node: Class): boolean {
    const known = this.#clientClasses.get(node)
    if (known !== undefined) return known
    const file = this.project.source(path)
    if (!file || !this.mayHold(path)) return false
    const { value = false, isFinal } = this.#guarded(node, () => this.#hidesClient(file, node))
    if (value || isFinal) this.#clientClasses.set(node, value)
    return value
  }

  instanceOf(path: string, node: Class): Held {
    if (this.isClientClass(path, node)) {
      const client = { module: path, name: node.id?.name ?? 'default' }
      return { what: 'client', role: 'class', client, given: false, class: { file: path, node } }
    }
    return {
      what: 'object',
      names: () => node.body.body.flatMap((member) => ('key' in member ? (keyName(member.key) ?? []) : [])),
      member: (name) => this.#field(path, node, name, false),
    }
  }

  /** True when an expression's root is a parameter of the function. */
  derivesFromParameter(file: SourceFile, node: Node, fn: AnyFunction, depth = 0): boolean {
    let root = unwrap(node)
    while (
      root.type === 'MemberExpression' ||
      root.type === 'CallExpression' ||
      root.type === 'AwaitExpression'
    ) {
      root = unwrap(
        root.type === 'MemberExpression'
          ? root.object
          : root.type === 'CallExpression'
            ? root.callee
            : root.argument,
      )
    }
    if (root.type !== 'Identifier' || depth > 5) return false
    const binding = file.scopes.resolve(root)
    if (binding?.kind === 'parameter') return binding.scope === fn
    if (binding?.kind !== 'variable' || binding.declaration.type !== 'VariableDeclarator') return false
    const init = binding.declaration.init
    return Boolean(init) && this.derivesFromParameter(file, init!, fn, depth + 1)
  }

  /** Evaluates once; what was cut short by a cycle is not remembered as nothing. */
  #once(file: SourceFile, key: Node, evaluate: () => Held | undefined): Held | undefined {
    const known = this.#valuesIn(file).get(key)
    if (known !== undefined) return known ?? undefined
    const { value, isFinal } = this.#guarded(key, evaluate)
    if (value || isFinal) this.#valuesIn(file).set(key, value ?? null)
    return value
  }

  #valuesIn(file: SourceFile): Map<Node, Held | null> {
    if (file === this.#file) return this.#fileValues
    const values = this.#values.get(file) ?? new Map<Node, Held | null>()
    this.#values.set(file, values)
    this.#file = file
    this.#fileValues = values
    return values
  }

  /** Evaluates unless it is being evaluated already. Not final: it met such an evaluation further out. */
  #guarded<T>(key: unknown, evaluate: () => T): { readonly value: T | undefined; readonly isFinal: boolean } {
    const met = this.#visiting.indexOf(key)
    const depth = this.#visiting.length
    if (met >= 0 || depth > 300) {
      this.#cutDepth = Math.min(this.#cutDepth, Math.max(met, 0))
      return { value: undefined, isFinal: false }
    }
    const outer = this.#cutDepth
    this.#cutDepth = Number.POSITIVE_INFINITY
    this.#visiting.push(key)
    const value = evaluate()
    this.#visiting.pop()
    const isFinal = this.#cutDepth >= depth
    this.#cutDepth = isFinal ? outer : Math.min(outer, this.#cutDepth)
    return { value, isFinal }
  }

  /** `typeOf`, remembered like values. */
  typeOnce(file: SourceFile, type: Node, read: () => Held | undefined): Held | undefined {
    return this.#once(file, type, read)
  }

  #evaluate(file: SourceFile, outer: Node): Held | undefined {
    const node = unwrap(outer)
    const value = this.#expression(file, node)
    if (value || outer === node) return value
    return /^TS(As|Satisfies|TypeAssertion)/.test(outer.type)
      ? this.types.typeOf(file, (outer as { typeAnnotation: Node }).typeAnnotation)
      : outer.type === 'TSNonNullExpression' ||
          outer.type === 'ParenthesizedExpression' ||
          outer.type === 'ChainExpression'
        ? this.valueOf(file, outer.expression)
        : undefined
  }

  #expression(file: SourceFile, node: Node): Held | undefined {
    switch (node.type) {
      case 'Identifier': {
        const binding = file.scopes.resolve(node)
        return binding && this.bindingValue(file, binding)
      }
      case 'AwaitExpression':
        return this.valueOf(file, node.argument)
      case 'AssignmentExpression':
        return this.valueOf(file, node.right) ?? this.valueOf(file, node.left)
      case 'LogicalExpression':
        return this.valueOf(file, node.left) ?? this.valueOf(file, node.right)
      case 'ConditionalExpression':
        return this.valueOf(file, node.consequent) ?? this.valueOf(file, node.alternate)
      case 'SequenceExpression':
        return this.valueOf(file, node.expressions.at(-1)!)
      case 'NewExpression':
        return this.#constructed(file, node)
      case 'CallExpression':
        return this.#called(file, node)
      case 'MemberExpression':
        return this.#member(file, node)
      case 'ObjectExpression':
        return this.#object(file, node)
      case 'ArrayExpression':
        return this.#array(file, node.elements as (Node | null)[])
      case 'ImportExpression': {
        const from = dynamicSpecifier(node)
        return from ? this.#required(file, from) : undefined
      }
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return { what: 'function', file: file.path, node }
      case 'ClassExpression':
      case 'ClassDeclaration':
        return { what: 'class', file: file.path, node }
      default:
        return undefined
    }
  }

  /** The value of an exported declaration. */
  #nodeValue(file: SourceFile, node: Node, name?: string): Held | undefined {
    if (node.type === 'VariableDeclarator') {
      const local = node.id.type === 'Identifier' ? node.id.name : name
      const binding = local === undefined ? undefined : file.scopes.topLevel(local)
      return binding && this.bindingValue(file, binding)
    }
    if (/^TS(Interface|TypeAlias)Declaration$/.test(node.type)) return undefined
    return this.valueOf(file, node)
  }

  #required(file: SourceFile, specifier: string): Held | undefined {
    if (isDuckdbPackage(specifier)) return { what: 'package', name: specifier }
    const target = this.project.graph.resolve(file.path, specifier)
    return target === undefined ? undefined : this.exportValue(target, '*')
  }

  #evaluateBinding(file: SourceFile, binding: Binding): Held | undefined {
    const imported = importedBinding(this.project, file, binding)
    if (imported?.target) return this.exportValue(imported.target, imported.imported)
    if (imported) {
      return isDuckdbPackage(imported.specifier) ? this.#ofPackage(imported) : undefined
    }
    const { declaration } = binding
    switch (binding.kind) {
      case 'function':
      case 'class':
        return this.valueOf(file, declaration)
      case 'variable':
        return declaration.type === 'VariableDeclarator'
          ? this.#variable(file, binding, declaration)
          : undefined
      case 'parameter':
        return this.#parameter(file, binding)
      default:
        return undefined
    }
  }

  #ofPackage({
    specifier,
    imported,
  }: {
    readonly specifier: string
    readonly imported: string
  }): Held | undefined {
    const whole: Held = { what: 'package', name: specifier }
    return imported === '*' ? whole : this.memberOf(whole, imported)
  }

  #variable(file: SourceFile, binding: Binding, declarator: Node): Held | undefined {
    if (declarator.type !== 'VariableDeclarator') return undefined
    const loop = declarator.parent?.parent
    if (loop?.type === 'ForOfStatement' && loop.left === declarator.parent) {
      const element = elementOf(this.valueOf(file, loop.right))
      if (!element) return undefined
      // `for (const [name, client] of clients)` of a map: the client is the second of each pair.
      const pair =
        element.what === 'client' && declarator.id.type === 'ArrayPattern' && declarator.id.elements[1]
      return this.#destructured(element, pair ? (pair as Node) : declarator.id, binding.name)
    }
    if (declarator.id.type !== 'Identifier') {
      const whole = declarator.init ? this.valueOf(file, declarator.init) : undefined
      return whole && this.#destructured(whole, declarator.id, binding.name)
    }
    const values = [declarator.init, ...assignedTo(binding)].flatMap((expression) =>
      expression ? (this.valueOf(file, expression) ?? []) : [],
    )
    const opened = values.find((value) => value.what !== 'client' || !value.given)
    const annotation = declarator.id.typeAnnotation?.typeAnnotation
    const typed = () => (annotation ? this.types.typeOf(file, annotation as Node) : undefined)
    const value = opened ?? values[0]
    // `const clients: Record<string, Client> = {}` is filled later.
    const isEmpty = value?.what === 'object' && value.names().length === 0
    const found = (isEmpty ? typed() : undefined) ?? value ?? typed()
    return this.#holdsClient(found) ? found : (this.#inserted(file, binding.name) ?? found)
  }

  #holdsClient(held: Held | undefined): boolean {
    return held?.what === 'many' ? this.isClientLike(held.of) : held !== undefined && held.what !== 'object'
  }

  /** What a file puts into a map, set or array, by its text: `clients.set(id, …)`, `this.pool.push(…)`. */
  #inserted(file: SourceFile, text: string): Held | undefined {
    for (const node of insertions(file).get(text) ?? []) {
      const of = this.valueOf(file, node)
      if (of && this.isClientLike(of)) return { what: 'many', of }
    }
    return undefined
  }

  #parameter(file: SourceFile, binding: Binding): Held | undefined {
    const fn = binding.scope
    const { declaration } = binding
    let pattern = declaration.type === 'TSParameterProperty' ? (declaration.parameter as Node) : declaration
    let value: Held | undefined
    if (pattern.type === 'AssignmentPattern') {
      value = this.valueOf(file, pattern.right)
      pattern = pattern.left
    }
    const annotation = (pattern as { typeAnnotation?: { typeAnnotation: Node } | null }).typeAnnotation
    const typed = annotation ? this.types.typeOf(file, annotation.typeAnnotation) : undefined
    value =
      typed ??
      value ??
      this.#handed.get(declaration) ??
      (isFunction(fn)
        ? (this.#callbackValue(file, fn, declaration) ?? this.#madeWith(file, fn, declaration))
        : undefined)
    return value && this.#destructured(value, pattern, binding.name)
  }

  /** What a constructor's parameter without a type gets where the class is made: `new Store(connection)`. */
  #madeWith(file: SourceFile, fn: AnyFunction, parameter: Node): HeldClient | undefined {
    const isConstructor = fn.parent?.type === 'MethodDefinition' && fn.parent.kind === 'constructor'
    if (!isConstructor || isTestFile(file.path)) return undefined
    const { path } = file
    for (const home of [path, ...this.project.graph.importersOf(path)]) {
      const source = isTestFile(home) || !this.mayHold(home) ? undefined : this.project.source(home)
      for (const call of source ? constructionsOf(source) : []) {
        const given = argumentFor({ file: source!, call }, fn, parameter)
        if (!given || calleeFunction(this.project, source!, call)?.callee !== fn) continue
        const value = this.valueOf(source!, given)
        if (value?.what === 'client' && value.role !== 'class') return { ...value, given: true }
      }
    }
    return undefined
  }

  /** What a callback's parameter gets: `.then((module) => …)`, `withConnection((connection) => …)`, `pool.forEach(…)`. */
  #callbackValue(file: SourceFile, fn: AnyFunction, parameter: Node): Held | undefined {
    const call = fn.parent
    if (call?.type !== 'CallExpression') return undefined
    const index = call.arguments.indexOf(fn as never)
    const callee = unwrap(call.callee)
    if (callee.type === 'MemberExpression' && fn.params[0] === parameter) {
      const method = memberName(callee) ?? ''
      if (method === 'then' && index === 0) return this.valueOf(file, callee.object)
      if (elementCallbacks.test(method)) {
        const element = elementOf(this.valueOf(file, callee.object))
        if (element) return element
      }
    }
    const { scoped, yields, yieldsAt = 0 } = this.calleeFacts(file, call)
    const isClient = scoped === index && fn.params[yieldsAt] === parameter
    return isClient && yields ? { ...yields, given: true } : undefined
  }

  #destructured(value: Held, pattern: Node, name: string): Held | undefined {
    if (pattern.type === 'Identifier') return pattern.name === name ? value : undefined
    if (pattern.type === 'AssignmentPattern') return this.#destructured(value, pattern.left, name)
    if (pattern.type === 'ObjectPattern') {
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') continue
        const key = keyName(property.key)
        const member = key === undefined ? undefined : this.memberOf(value, key)
        const found = member && this.#destructured(member, property.value, name)
        if (found) return found
      }
    }
    if (pattern.type === 'ArrayPattern') {
      for (const [index, element] of pattern.elements.entries()) {
        const member = value.what === 'many' ? value.of : this.memberOf(value, String(index))
        const found = element && member && this.#destructured(member, element, name)
        if (found) return found
      }
    }
    return undefined
  }

  #constructed(file: SourceFile, node: Node): Held | undefined {
    if (node.type !== 'NewExpression') return undefined
    const callee = unwrap(node.callee)
    if (callee.type === 'Identifier' && !file.scopes.resolve(callee)) {
      if (callee.name === 'Promise') return this.#resolved(file, node.arguments[0] as Node | undefined)
      if (callee.name === 'Proxy') {
        const target = node.arguments[0] && this.valueOf(file, node.arguments[0] as Node)
        return target?.what === 'client' ? target : (this.#firstClient(file, proxiedClients(node)) ?? target)
      }
      if (/^(Weak)?(Map|Set|Ref)$/.test(callee.name)) {
        const element = node.typeArguments?.params.at(-1)
        const of = element && this.types.typeOf(file, element as Node)
        return of && { what: 'many', of }
      }
      return undefined
    }
    if (callee.type === 'Identifier' && callee.name === 'AsyncLocalStorage') {
      const store = node.typeArguments?.params[0]
      const of = store && this.types.typeOf(file, store as Node)
      return of && { what: 'many', of }
    }
    const made = this.valueOf(file, callee)
    if (made?.what === 'driver-class') return driverClient(made.package, made.name)
    return made?.what === 'class' ? this.instanceOf(made.file, made.node) : undefined
  }

  #firstClient(file: SourceFile, nodes: readonly Node[]): Held | undefined {
    for (const node of nodes) {
      const value = this.valueOf(file, node)
      if (value?.what === 'client') return value
    }
    return undefined
  }

  /** `new Promise((resolve) => … resolve(value))` */
  #resolved(file: SourceFile, executor: Node | undefined): Held | undefined {
    const fn = executor && unwrap(executor)
    const resolve = fn && isFunction(fn) ? fn.params[0] : undefined
    if (resolve?.type !== 'Identifier') return undefined
    for (const reference of file.scopes.lookup(resolve, resolve.name)?.references ?? []) {
      const call = reference.parent
      if (call?.type !== 'CallExpression' || call.callee !== reference || !call.arguments[0]) continue
      const value = this.valueOf(file, call.arguments[0] as Node)
      if (value) return value
    }
    return undefined
  }

  #called(file: SourceFile, call: Node): Held | undefined {
    if (call.type !== 'CallExpression') return undefined
    const required = requiredSpecifier(call)
    if (required !== undefined) return this.#required(file, required)
    const injected = this.#injected(file, call)
    if (injected) return injected
    const callee = unwrap(call.callee)
    const first = call.arguments[0] as Node | undefined
    if (callee.type === 'MemberExpression') {
      const method = memberName(callee) ?? ''
      const special = this.#specialCall(file, callee.object, method, call.arguments as Node[])
      if (special) return special
      const object = this.valueOf(file, callee.object)
      const found =
        (object && this.#calledMember(object, method)) ?? this.#calledValue(this.valueOf(file, callee))
      if (found) return found
    } else {
      if (callee.type === 'Identifier' && callee.name === 'promisify' && first)
        return this.valueOf(file, first)
      const held = this.valueOf(file, callee)
      if (held?.what === 'stand-in' && held.name !== 'openInstance') return first && this.valueOf(file, first)
      const found = this.#calledValue(held)
      if (found) return found
    }
    return this.#wrapperCall(file, call)
  }

  /**
   * What stands where an accessor was called, or an instance named: `inject(token)()`, `inject(token)`, and `getClient()`
   * after `const getClient = inject(token)`.
   */
  #injected(file: SourceFile, call: CallExpression): HeldClient | undefined {
    if (!mayInject(file)) return undefined
    const callee = unwrap(call.callee)
    const declared = callee.type === 'Identifier' ? file.scopes.resolve(callee)?.declaration : undefined
    const init = declared?.type === 'VariableDeclarator' && declared.init ? unwrap(declared.init) : undefined
    const asked =
      callee.type === 'CallExpression' ? callee : init?.type === 'CallExpression' ? init : (call as Node)
    const token = injectedToken(this.project, file, asked)
    const made = token && this.returnsOf(token.file, token.factory)
    const value = asked === call ? made : this.#calledValue(made)
    return value?.what === 'client' ? { ...value, given: true, injected: true } : undefined
  }

  #specialCall(file: SourceFile, object: Node, method: string, args: readonly Node[]): Held | undefined {
    const [first] = args
    switch (method) {
      case 'then': {
        const callback = first && unwrap(first)
        if (callback && isFunction(callback)) return this.returnsOf(file.path, callback)
        // `.then(wrap)` calls what it names.
        return callback && this.#calledValue(this.valueOf(file, callback))
      }
      case 'catch':
      case 'finally':
      case 'bind':
        return this.valueOf(file, object)
      case 'promisify':
      case 'freeze':
      case 'resolve':
      case 'race':
      case 'any':
        return first && this.valueOf(file, first)
      case 'all':
        return isNamed(object, 'Promise') && first ? this.valueOf(file, first) : undefined
      case 'map': {
        const callback = first && unwrap(first)
        const of = callback && isFunction(callback) ? this.returnsOf(file.path, callback) : undefined
        return of?.what === 'client' ? { what: 'many', of } : undefined
      }
      case 'values':
        return isNamed(object, 'Object') && first ? this.valueOf(file, first) : undefined
      case 'assign':
        return isNamed(object, 'Object') && first ? this.valueOf(file, first) : undefined
      default:
        return undefined
    }
  }

  #calledMember(object: Held, method: string): Held | undefined {
    if (object.what === 'driver-class') {
      const isOpening = /^(create|fromCache|getOrCreateInstance)$/.test(method)
      return isOpening ? driverClient(object.package, object.name) : undefined
    }
    if (object.what === 'client' && object.role !== 'class') {
      if (object.role === 'cache' && method === 'getOrCreateInstance')
        return { ...driverClient(object.client.module, 'DuckDBInstance'), given: object.given }
      if (object.role === 'instance' && method === 'connect')
        return { ...connectionOf(object), given: object.given }
      return undefined
    }
    const element = elementOf(object)
    if (element) {
      if (collectionMethods.test(method)) return { what: 'many', of: element }
      return elementMethods.test(method) ? element : undefined
    }
    return this.#calledValue(this.memberOf(object, method))
  }

  #calledValue(callee: Held | undefined): Held | undefined {
    switch (callee?.what) {
      case 'function':
        return this.returnsOf(callee.file, callee.node)
      case 'signature':
        return this.types.returnOf(callee)
      case 'client':
        return callee
      case 'stand-in':
        return callee.name === 'openInstance' ? driverClient(callee.package, 'DuckDBInstance') : undefined
      default:
        return undefined
    }
  }

  /** `once(async () => open())`, `mutex.runExclusive(async () => instance)`: the value its callback returns. */
  #wrapperCall(file: SourceFile, call: CallExpression): Held | undefined {
    for (const [index, argument] of (call.arguments as Node[]).entries()) {
      const callback = unwrap(argument)
      if (!isFunction(callback)) continue
      const called = this.valueOf(file, call.callee as Node)
      if (called?.what === 'function' && this.#onlyWorksOn(called, index)) continue
      const value = this.returnsOf(file.path, callback)
      if (value?.what === 'client' && !value.given) return value
    }
    return undefined
  }

  /** True for a function that asks what its callback returns to do something, and gives that itself to nobody: `getDb().run(sql)`. */
  #onlyWorksOn(fn: Held & { what: 'function' }, index: number): boolean {
    const declaring = this.project.source(fn.file)
    const parameter = fn.node.params[index] as Node | undefined
    if (!declaring || parameter?.type !== 'Identifier') return false
    const references = declaring.scopes.lookup(parameter, parameter.name)?.references ?? []
    return (
      references.length > 0 &&
      references.every((reference) => {
        const call = reference.parent
        if (call?.type !== 'CallExpression' || call.callee !== reference) return false
        const outer = outermost(call)
        const value = outer.parent?.type === 'AwaitExpression' ? outermost(outer.parent) : outer
        return value.parent?.type === 'MemberExpression' && value.parent.object === value
      })
    )
  }

  #member(file: SourceFile, node: Node): Held | undefined {
    if (node.type !== 'MemberExpression') return undefined
    const object = unwrap(node.object)
    const name = memberName(node)
    if (object.type === 'ThisExpression')
      return name === undefined ? undefined : this.#ofThis(file, object, name)
    const held = this.valueOf(file, object)
    if (name === undefined) {
      const element = elementOf(held)
      if (element) return element
      return this.#assigned(file, `${file.textOf(object)}[]`)
    }
    const member = held && this.memberOf(held, name)
    return member ?? this.#assigned(file, `${file.textOf(object)}.${name}`)
  }

  #ofThis(file: SourceFile, at: Node, name: string): Held | undefined {
    const owner = enclosingClass(at)
    if (owner) return this.#field(file.path, owner, name, isStaticContext(at, owner))
    const literal = ancestor(at, (node): node is Node => node.type === 'ObjectExpression')
    return (literal && this.#objectMember(file, literal, name)) ?? this.#filledIn(file, at, name)
  }

  /** What the methods of an object literal, or of a function that is called with `new`, put into `this.name`. */
  #filledIn(file: SourceFile, at: Node, name: string): Held | undefined {
    const assignments = memberAssignments(file).get(name)
    const owner = assignments && ownerOfThis(file, at)
    if (!owner) return undefined
    const own = assignments.filter(({ left }) => {
      const object = unwrap(left.object)
      return object.type === 'ThisExpression' && ownerOfThis(file, object) === owner
    })
    const key = `${file.path}:${owner.start}.this.${name}`
    return this.#guarded(key, () =>
      this.#firstValue(
        file,
        own.map(({ right }) => right),
      ),
    ).value
  }

  /** What the file assigns to a member expression, by its text: `globalThis.db = …`, `state.db = …`, `clients[id] = …`. */
  #assigned(file: SourceFile, text: string): Held | undefined {
    let assignments = this.#assignments.get(file)
    if (!assignments) {
      assignments = new Map()
      for (const { left, right } of [...memberAssignments(file).values()].flat()) {
        const name = memberName(left)
        const key = `${file.textOf(unwrap(left.object))}${name === undefined ? '[]' : `.${name}`}`
        assignments.set(key, [...(assignments.get(key) ?? []), right])
      }
      this.#assignments.set(file, assignments)
    }
    return this.#firstValue(file, assignments.get(text) ?? [])
  }

  #firstValue(file: SourceFile, nodes: readonly Node[]): Held | undefined {
    let typed: Held | undefined
    for (const node of nodes) {
      const value = this.valueOf(file, node)
      if (value && !(value.what === 'client' && value.given)) return value
      typed ??= value
    }
    return typed
  }

  #object(file: SourceFile, node: Node): Held {
    const properties = node.type === 'ObjectExpression' ? node.properties : []
    return {
      what: 'object',
      literal: { file: file.path, node },
      names: () => [
        ...properties.flatMap((property) =>
          property.type === 'Property' ? (keyName(property.key) ?? []) : [],
        ),
        ...namesFilledLater(file, node),
      ],
      member: (name) => this.#objectMember(file, node, name),
    }
  }

  #objectMember(file: SourceFile, node: Node, name: string): Held | undefined {
    if (node.type !== 'ObjectExpression') return undefined
    const key = `${file.path}:${node.start}.${name}`
    return this.#guarded(key, () => this.#readObjectMember(file, node, name)).value
  }

  #readObjectMember(file: SourceFile, node: Node, name: string): Held | undefined {
    if (node.type !== 'ObjectExpression') return undefined
    let typed: Held | undefined
    for (const property of node.properties) {
      if (property.type === 'SpreadElement') {
        const spread = this.valueOf(file, property.argument)
        const found = spread && this.memberOf(spread, name)
        if (found) return found
      } else if (keyName(property.key) === name) {
        const value = this.valueOf(file, property.value)
        if (property.kind === 'get' && value?.what === 'function')
          return this.returnsOf(value.file, value.node)
        if (value && !(value.what === 'client' && value.given)) return value
        typed = value
      }
    }
    const holder = node.parent?.type === 'VariableDeclarator' ? node.parent.id : undefined
    const assigned =
      holder?.type === 'Identifier' ? this.#assigned(file, `${holder.name}.${name}`) : undefined
    return assigned ?? typed
  }

  #array(file: SourceFile, elements: readonly (Node | null)[]): Held | undefined {
    const values = elements.map((element) => (element ? this.#element(file, element) : undefined))
    const [first] = values
    if (values.every((value) => value === undefined)) return undefined
    const isAlike = (value: Held | undefined) =>
      value?.what === 'client' &&
      first?.what === 'client' &&
      clientId(value.client) === clientId(first.client)
    return {
      what: 'object',
      names: () => values.map((_, index) => String(index)),
      member: (name) => values[Number(name)],
      ...(first && values.every(isAlike) && { each: first }),
    }
  }

  #element(file: SourceFile, element: Node): Held | undefined {
    return element.type === 'SpreadElement'
      ? elementOf(this.valueOf(file, element.argument))
      : this.valueOf(file, element)
  }

  /** A class's field, getter or method, its own or inherited. Evaluates once: fields that lead back to themselves have no end. */
  #field(path: string, owner: Class, name: string, isStatic: boolean): Held | undefined {
    const file = this.project.source(path)
    if (!file) return undefined
    const key = isStatic ? `static ${name}` : name
    const fields = this.#fields.get(owner) ?? new Map<string, Held | null>()
    this.#fields.set(owner, fields)
    const known = fields.get(key)
    if (known !== undefined) return known ?? undefined
    const { value, isFinal } = this.#guarded(`${path}:${owner.start}.${key}`, () =>
      this.#readField(file, owner, name, isStatic),
    )
    if (value || isFinal) fields.set(key, value ?? null)
    return value
  }

  #readField(file: SourceFile, owner: Class, name: string, isStatic: boolean): Held | undefined {
    const { path } = file
    const written: Node[] = []
    let typed: Node | undefined
    let given: Held | undefined
    for (const member of owner.body.body) {
      if (member.type === 'MethodDefinition') {
        if (member.kind === 'constructor' && !isStatic) {
          for (const parameter of member.value.params as Node[]) {
            if (parameter.type !== 'TSParameterProperty') continue
            const binding = file.scopes.lookup(member.value as Node, name)
            if (binding?.declaration === parameter) given = this.bindingValue(file, binding)
          }
        }
        if (keyName(member.key) !== name || member.static !== isStatic) continue
        if (member.kind === 'get') return this.returnsOf(path, member.value)
        if (member.kind === 'method') return { what: 'function', file: path, node: member.value }
      } else if (
        (member.type === 'PropertyDefinition' || member.type === 'AccessorProperty') &&
        keyName(member.key) === name &&
        member.static === isStatic
      ) {
        if (member.value) written.push(member.value)
        typed = member.typeAnnotation?.typeAnnotation as Node | undefined
      }
    }
    for (const { left, right } of memberAssignments(file).get(name) ?? []) {
      if (left.start < owner.start || left.end > owner.end) continue
      const object = unwrap(left.object)
      const ofThis = object.type === 'ThisExpression' && isStaticContext(object, owner) === isStatic
      const ofClass = isStatic && object.type === 'Identifier' && object.name === owner.id?.name
      if (ofThis || ofClass) written.push(right)
    }
    const direct = this.#firstValue(file, written) ?? given ?? (typed && this.types.typeOf(file, typed))
    const put = isStatic ? `${owner.id?.name}.${name}` : `this.${name}`
    const found = this.#holdsClient(direct) ? direct : (this.#inserted(file, put) ?? direct)
    if (found || !owner.superClass) return found
    const parent = this.valueOf(file, owner.superClass)
    return parent?.what === 'class' && parent.node !== owner
      ? this.#field(parent.file, parent.node, name, isStatic)
      : undefined
  }

  #givesClient(member: Held | undefined): boolean {
    if (member?.what === 'client' || member?.what === 'method') return true
    if (member?.what === 'signature') return this.types.scopedParameter(member) !== undefined
    if (member?.what !== 'function') return false
    const { sql, scoped } = this.factsOf(member.file, member.node)
    return sql !== undefined || scoped !== undefined || this.#closesOverOpened(member.file, member.node)
  }

  /** True for a function inside another one that opens a database, when it works with that database. */
  #closesOverOpened(path: string, fn: AnyFunction): boolean {
    const file = this.project.source(path)
    if (!file || !ancestor(fn as Node, isFunction)) return false
    let found = false
    walk(fn.body as Node, (node) => {
      if (found || node.type !== 'Identifier') return !found
      const binding = file.scopes.resolve(node)
      if (binding?.kind !== 'variable' || binding.scope === file.program || isWithin(binding.identifier, fn))
        return true
      const value = this.bindingValue(file, binding)
      found =
        value?.what === 'client' &&
        value.role !== 'class' &&
        !value.given &&
        this.opensDatabase(file, ancestor(binding.identifier, isFunction)!)
      return !found
    })
    return found
  }

  #hidesClient(file: SourceFile, node: Class): boolean {
    if (node.superClass) {
      const parent = this.valueOf(file, node.superClass)
      if (parent?.what === 'driver-class') return true
      if (parent?.what === 'class' && this.isClientClass(parent.file, parent.node)) return true
    }
    const fields = new Set<string>()
    for (const member of node.body.body) {
      if (member.type === 'PropertyDefinition' && !member.static) fields.add(keyName(member.key) ?? '')
    }
    for (const { left } of [...memberAssignments(file).values()].flat()) {
      const isOwn = left.start >= node.start && left.end <= node.end
      if (isOwn && unwrap(left.object).type === 'ThisExpression') fields.add(memberName(left) ?? '')
    }
    for (const name of fields) {
      const value = name ? this.#field(file.path, node, name, false) : undefined
      if (
        value?.what === 'client' &&
        value.role !== 'class' &&
        !value.given &&
        this.opensDatabase(file, node)
      )
        return true
    }
    return node.body.body.some((member) => {
      if (member.type !== 'MethodDefinition' || member.static || !member.value.body) return false
      if (member.kind === 'constructor' || member.kind === 'set' || isHiddenMember(member)) return false
      const { sql, scoped, through } = this.factsOf(file.path, member.value)
      if (sql !== undefined && through && through.role !== 'class') return true
      if (scoped !== undefined) return true
      const value = this.returnsOf(file.path, member.value)
      return value?.what === 'client' && !value.given && value.class?.node !== node
    })
  }

  /** True when the class or function itself opens a database. */
  opensDatabase(file: SourceFile, node: Class | AnyFunction): boolean {
    let found = false
    walk(node, (inner) => {
      if (found) return false
      if (inner.type === 'NewExpression' || inner.type === 'CallExpression') {
        const callee = unwrap(inner.callee)
        const made = this.valueOf(file, callee.type === 'MemberExpression' ? callee.object : callee)
        if (made?.what === 'driver-class' || made?.what === 'stand-in') found = true
        // `new duckdb.Database()`, and `(await import('@duckshift/runtime/compat/neo')).openInstance()`.
        const called = this.valueOf(file, callee)?.what
        if (called === 'stand-in' || (called === 'driver-class' && inner.type === 'NewExpression'))
          found = true
      }
      return true
    })
    return found
  }

  #readFacts(file: SourceFile, fn: AnyFunction): FunctionFacts {
    const facts: { -readonly [Key in keyof FunctionFacts]: FunctionFacts[Key] } = {}
    if (!fn.body || fn.params.length === 0) return facts
    let ownStatements = 0
    walk(fn.body as Node, (node) => {
      if (node.type !== 'CallExpression') return true
      const callee = unwrap(node.callee)
      const called = callee.type === 'Identifier' ? this.#parameterIndex(file, fn, callee) : undefined
      if (called !== undefined) {
        const given = (node.arguments as Node[]).map((argument) => this.#handedClient(file, fn, argument))
        const at = given.findIndex((client) => client !== undefined)
        if (at >= 0 && facts.yields === undefined) {
          facts.scoped ??= called
          facts.yields = given[at]!
          if (at > 0) facts.yieldsAt = at
        }
        return true
      }
      if (callee.type === 'MemberExpression' && this.derivesFromParameter(file, callee.object, fn)) {
        const [text] = node.arguments
        if (text && isDriverQuery(memberName(callee) ?? ''))
          facts.handed ??= this.#handedBoth(file, fn, callee.object, text as Node)
        return true
      }
      const inner = this.calleeFacts(file, node)
      const { sent, receiver } = this.#sentBy(file, fn, node, inner)
      const sql = sent && this.#sentParameter(file, fn, sent)
      if (sql !== undefined) {
        facts.sql ??= sql
        if (receiver) facts.through ??= receiver
      } else if (sent) ownStatements += 1
      else if (inner.handed) {
        const [client, text] = [inner.handed.client, inner.handed.sql].map((index) => node.arguments[index])
        if (client && text) facts.handed ??= this.#handedBoth(file, fn, client as Node, text as Node)
      }
      const handed =
        inner.scoped === undefined ? undefined : (node.arguments[inner.scoped] as Node | undefined)
      const scoped = handed && this.#parameterIndex(file, fn, unwrap(handed))
      if (scoped !== undefined) {
        facts.scoped ??= scoped
        if (inner.yields && facts.yields === undefined) {
          facts.yields = inner.yields
          if (inner.yieldsAt !== undefined) facts.yieldsAt = inner.yieldsAt
        }
      }
      return true
    })
    if (ownStatements > 0) delete facts.sql
    return facts
  }

  /** The text that a call sends, and what it is sent to, unless the function was itself given that. */
  #sentBy(
    file: SourceFile,
    fn: AnyFunction,
    call: CallExpression,
    { sql, handed }: FunctionFacts,
  ): { readonly sent?: Node | undefined; readonly receiver?: HeldClient | undefined } {
    const argument = (index: number) => call.arguments[index] as Node | undefined
    if (sql !== undefined) {
      const callee = unwrap(call.callee)
      const receiver = callee.type === 'MemberExpression' ? this.valueOf(file, callee.object) : undefined
      return { sent: argument(sql), receiver: receiver?.what === 'client' ? receiver : undefined }
    }
    const client = handed && argument(handed.client)
    const receiver = client && (this.#handedClient(file, fn, client) ?? this.#askedClient(file, fn, client))
    return receiver ? { sent: argument(handed!.sql), receiver } : {}
  }

  /** The client that a function in an argument gives: `send(() => connection, sql)`. */
  #askedClient(file: SourceFile, fn: AnyFunction, argument: Node): HeldClient | undefined {
    const asked = unwrap(argument)
    if (!isFunction(asked)) return undefined
    const value = this.returnsOf(file.path, asked)
    const isHandedIn = returned(asked).some((each) => this.derivesFromParameter(file, each, fn))
    return value?.what === 'client' && !isHandedIn ? value : undefined
  }

  /** A client and a text that are both parameters. */
  #handedBoth(file: SourceFile, fn: AnyFunction, client: Node, text: Node): FunctionFacts['handed'] {
    const given = unwrap(client)
    // `getConnection().run(sql)`: what is handed in says which.
    const isAsked = given.type === 'CallExpression' && given.arguments.length === 0
    const holder = isAsked ? unwrap(given.callee as Node) : given
    const indexes = [this.#parameterIndex(file, fn, holder), this.#sentParameter(file, fn, text)]
    const [index, sql] = indexes
    return index === undefined || sql === undefined ? undefined : { client: index, sql }
  }

  /** The client in an argument, unless the function was itself given it. */
  #handedClient(file: SourceFile, fn: AnyFunction, argument: Node): HeldClient | undefined {
    if (argument.type === 'SpreadElement') return undefined
    const value = this.valueOf(file, argument)
    return value?.what === 'client' && !this.derivesFromParameter(file, argument, fn) ? value : undefined
  }

  /** Index of the parameter that an expression sends as SQL: itself, trimmed, or within a longer text. */
  #sentParameter(file: SourceFile, fn: AnyFunction, sent: Node, depth = 0): number | undefined {
    // `query(...values)`: all that it is given.
    if (sent.type === 'SpreadElement') return this.#parameterIndex(file, fn, unwrap(sent.argument))
    const node = unwrap(sent)
    if (node.type === 'Identifier') {
      const index = this.#parameterIndex(file, fn, node)
      if (index !== undefined || depth > 3) return index
      const declaration = file.scopes.resolve(node)?.declaration
      return declaration?.type === 'VariableDeclarator' && declaration.init
        ? this.#sentParameter(file, fn, declaration.init, depth + 1)
        : undefined
    }
    if (node.type === 'MemberExpression') {
      // `given.sql` of a parameter is no text that callers show.
      const isGiven = this.#parameterIndex(file, fn, unwrap(node.object)) !== undefined
      return isGiven ? undefined : this.#sentParameter(file, fn, node.object, depth + 1)
    }
    if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const object = callee.type === 'MemberExpression' ? callee.object : undefined
      return (
        (object && this.#sentParameter(file, fn, object, depth)) ?? this.#rewrittenParameter(file, fn, node)
      )
    }
    const parts =
      node.type === 'TemplateLiteral'
        ? (node.expressions as Node[])
        : node.type === 'BinaryExpression'
          ? [node.left as Node, node.right]
          : node.type === 'ConditionalExpression'
            ? [node.consequent, node.alternate]
            : []
    for (const part of parts) {
      const bare = unwrap(part)
      if (bare.type === 'Identifier' && isSqlName(bare.name)) {
        const index = this.#sentParameter(file, fn, bare, depth + 1)
        if (index !== undefined) return index
      } else if (bare.type === 'BinaryExpression') {
        const index = this.#sentParameter(file, fn, bare, depth + 1)
        if (index !== undefined) return index
      }
    }
    return undefined
  }

  /** The parameter in `numbered(sql)`: a function of the project makes the text that is sent out of it. */
  #rewrittenParameter(file: SourceFile, fn: AnyFunction, call: CallExpression): number | undefined {
    const callee = this.valueOf(file, call.callee as Node)
    const rewriting = callee?.what === 'function' ? callee : undefined
    const declaring = rewriting && this.project.source(rewriting.file)
    if (!declaring) return undefined
    for (const [position, argument] of (call.arguments as Node[]).entries()) {
      const text = unwrap(argument)
      const index = this.#parameterIndex(file, fn, text)
      const parameter = rewriting.node.params[position] as Node | undefined
      if (index === undefined || parameter?.type !== 'Identifier' || text.type !== 'Identifier') continue
      if (isSqlName(text.name) && isReadAsText(declaring, parameter)) return index
    }
    return undefined
  }

  #parameterIndex(file: SourceFile, fn: AnyFunction, identifier: Node): number | undefined {
    const binding = identifier.type === 'Identifier' ? file.scopes.resolve(identifier) : undefined
    if (binding?.kind !== 'parameter' || binding.scope !== fn) return undefined
    const index = (fn.params as Node[]).indexOf(binding.declaration)
    return index < 0 ? undefined : index
  }
}

/** What an object is known to have from two places. */
function joined(one: HeldObject, other: HeldObject): HeldObject {
  return {
    what: 'object',
    names: () => [...new Set([...one.names(), ...other.names()])],
    member: (name) => one.member(name) ?? other.member(name),
  }
}

function driverClient(packageName: string, name: string): HeldClient {
  const role = driverRole(name) ?? 'instance'
  const isCache = role === 'cache'
  return {
    what: 'client',
    role,
    client: { module: packageName, name: isCache ? 'DuckDBInstanceCache' : name },
    given: false,
  }
}

function connectionOf(instance: HeldClient): HeldClient {
  const { module, name } = instance.client
  return driverClient(module, name === 'DuckDBInstance' ? 'DuckDBConnection' : 'Connection')
}

type MemberTarget = Extract<Node, { type: 'MemberExpression' }>
interface MemberAssignment {
  readonly left: MemberTarget
  readonly right: Node
}
const assignmentsByFile = new PerFile<Map<string, MemberAssignment[]>>()
const insertionsByFile = new PerFile<Map<string, Node[]>>()

/** Every assignment to a member expression in a file, by the member's name; computed ones under `[]`. */
function memberAssignments(file: SourceFile): ReadonlyMap<string, readonly MemberAssignment[]> {
  const known = assignmentsByFile.get(file)
  if (known) return known
  const found = new Map<string, MemberAssignment[]>()
  for (const assignment of file.scopes.memberAssignments) {
    const left = unwrap(assignment.left as Node)
    if (left.type !== 'MemberExpression') continue
    const name = memberName(left) ?? '[]'
    found.set(name, [...(found.get(name) ?? []), { left, right: assignment.right }])
  }
  assignmentsByFile.set(file, found)
  return found
}

/** Names of the members that are assigned to the variable which an object literal makes: `state.db = …`. */
function namesFilledLater(file: SourceFile, literal: Node): string[] {
  const holder = literal.parent?.type === 'VariableDeclarator' ? literal.parent.id : undefined
  if (holder?.type !== 'Identifier') return []
  return [...memberAssignments(file)].flatMap(([name, assignments]) =>
    assignments.some(({ left }) => isNamed(left.object, holder.name)) ? [name] : [],
  )
}

/** What is put into collections, by the collection's text. */
function insertions(file: SourceFile): ReadonlyMap<string, readonly Node[]> {
  const known = insertionsByFile.get(file)
  if (known) return known
  const found = new Map<string, Node[]>()
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression') return undefined
    const callee = unwrap(node.callee)
    const last = node.arguments.at(-1) as Node | undefined
    if (
      callee.type !== 'MemberExpression' ||
      !last ||
      !/^(set|add|push|unshift|run|enterWith)$/.test(memberName(callee) ?? '')
    )
      return undefined
    const text = file.textOf(unwrap(callee.object))
    // `store.run(client, work)` of an AsyncLocalStorage.
    const put = memberName(callee) === 'run' ? (node.arguments[0] as Node) : last
    found.set(text, [...(found.get(text) ?? []), put])
    return undefined
  })
  insertionsByFile.set(file, found)
  return found
}

const constructionsByFile = new PerFile<NewExpression[]>()

/** Every `new Class(…)` of a file. */
function constructionsOf(file: SourceFile): readonly NewExpression[] {
  const known = constructionsByFile.get(file)
  if (known) return known
  const found: NewExpression[] = []
  if (!/\bnew\b/.test(file.text)) return found
  walk(file.program, (node) => {
    if (node.type === 'NewExpression') found.push(node)
    return undefined
  })
  constructionsByFile.set(file, found)
  return found
}

const textMethods =
  /^(replace|replaceAll|split|trim|trimEnd|trimStart|match|matchAll|slice|substring|startsWith|endsWith|toLowerCase|toUpperCase)$/

/** True for a parameter that its function asks what only strings answer. */
function isReadAsText(file: SourceFile, parameter: Node & { readonly name: string }): boolean {
  const references = file.scopes.lookup(parameter, parameter.name)?.references ?? []
  return references.some(
    (reference) =>
      reference.parent?.type === 'MemberExpression' &&
      reference.parent.object === reference &&
      textMethods.test(memberName(reference.parent) ?? ''),
  )
}

function isSqlName(name: string): boolean {
  return /sql|query|stat?e?me?nt/i.test(name)
}

function isNamed(node: Node, name: string): boolean {
  const bare = unwrap(node)
  return bare.type === 'Identifier' && bare.name === name
}

export function isStaticContext(at: Node, owner: Class): boolean {
  for (let current = at.parent; current && current !== (owner as Node); current = current.parent) {
    if (isClass(current)) return false
    if (current.type === 'StaticBlock') return true
    if (current.type === 'MethodDefinition' || current.type === 'PropertyDefinition') return current.static
  }
  return false
}
