import type { Class } from 'oxc-parser'
import type { Accessor, AccessorKind } from '../model.js'
import { isEndpointModule } from './browser-module.js'
import { duckdbPackages, isNeo } from './duckdb-driver.js'
import { classOf, functionOf } from './exports.js'
import { isFacade } from './facade-module.js'
import { type ClientRef, clientId, type Held, type HeldClient } from './held.js'
import { keptAccessor } from './kept-accessor.js'
import {
  type AnyFunction,
  isClass,
  isFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
  walk,
} from './nodes.js'
import { PerFile } from './per-file.js'
import type { Project } from './project.js'
import { isTestFile } from './project-files.js'
import { proxiedAccessor } from './proxied-client.js'
import { returned } from './returned.js'
import type { SourceFile } from './source-file.js'
import { namesOwner } from './this-owner.js'
import type { ValueFlow } from './value-flow.js'

export type ClientClass = ClientRef

/** What an exported name hands on: an accessor, a client's class or type, or a module that has them. */
export type Carried =
  | { readonly kind: 'accessor'; readonly accessor: Accessor }
  | { readonly kind: 'client'; readonly client: string; readonly class?: Class }
  | { readonly kind: 'class'; readonly class: Class }
  | { readonly kind: 'type' }
  | { readonly kind: 'module'; readonly module: string }

/** Finds what hands out a shared DuckDB client: no configuration, no types. */
export class AccessorDetector {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #functions = new WeakMap<AnyFunction, Accessor | null>()
  readonly #statics = new WeakMap<Class, Map<string, Accessor>>()
  readonly #exported = new Map<string, Map<string, Carried>>()
  readonly #instances = new WeakMap<Node, Accessor>()
  readonly #clients = new Map<string, ClientClass>()
  readonly #madeInto = new WeakSet<Node>()
  readonly #constructors = new WeakMap<Class, Accessor>()
  readonly #openers = new Set<string>()
  readonly #all = new Map<string, Accessor>()
  /** Modules that carry something, in the order found. */
  readonly #carriers = new Set<string>()
  /** What `detect` left, with its turn. */
  readonly #left = new Map<string, number>()
  /** Whose turn it is, in the order in which `detect` reaches the modules; past them all, the collection's. */
  #turn = 0
  #lastTurn = 0
  readonly #turns = new Map<string, number>()

  constructor(flow: ValueFlow) {
    this.#project = flow.project
    this.#flow = flow
  }

  /**
   * Starts at the modules that import a driver, and goes on to whatever imports what they carry. Modules that `isLast`
   * names are left for `examine`, as long as nothing they hold can change what other modules mean.
   */
  detect(configured: readonly Accessor[] = [], isLast: (module: string) => boolean = () => false): void {
    const { graph } = this.#project
    // What the code tells by itself tells more of an accessor than a name does.
    const unseen = configured.filter((accessor) => !this.#isSeen(accessor))
    if (unseen.length > 0) this.#exported.clear()
    for (const accessor of unseen) this.#configured(accessor)
    const roots = new Set(configured.map(({ module }) => module))
    const pending = new Set([...this.#driverUsers(), ...roots])
    for (const module of pending) {
      this.#turn += 1
      if (isLast(module) && !roots.has(module)) {
        this.#left.set(module, this.#turn)
        continue
      }
      const carried = this.#examine(module)
      if (!carried || (carried.size === 0 && !roots.has(module))) continue
      this.#carriers.add(module)
      for (const importer of graph.importersOf(module)) {
        if (this.#mayCarry(importer, carried)) pending.add(importer)
      }
    }
    if (this.#unclaimed(this.#clients.keys()).length > 0) {
      // Who hands out a class decides about every `new` of it, wherever that is.
      for (const [module, turn] of this.#left) {
        this.#turn = turn
        if (this.#examine(module)?.size) this.#carriers.add(module)
      }
      this.#left.clear()
    }
    this.#turn = pending.size + 1
    this.#lastTurn = this.#turn
    this.#noteConstructors(this.#clients.keys())
    this.#turn += 1
  }

  #driverUsers(): string[] {
    return duckdbPackages.flatMap((name) => this.#project.graph.importersOfPackage(name)).sort()
  }

  /** Looks at a module that `detect` has left. */
  examine(module: string): void {
    const turn = this.#left.get(module)
    if (turn === undefined) return
    this.#left.delete(module)
    this.#turn = turn
    const before = new Set(this.#clients.keys())
    if (this.#examine(module)?.size) this.#carriers.add(module)
    this.#turn = this.#lastTurn
    this.#noteConstructors([...this.#clients.keys()].filter((id) => !before.has(id)))
    this.#turn = this.#lastTurn + 1
  }

  #examine(module: string): ReadonlyMap<string, Carried> | undefined {
    const file = this.#project.source(module)
    if (!file) return undefined
    this.#noteClasses(file)
    return this.exportsOf(module)
  }

  /** Forgets a module that nothing imports. */
  release(module: string): void {
    this.#exported.delete(module)
  }

  #unclaimed(clients: Iterable<string>): string[] {
    const handedOut = new Set(this.accessors.map(({ client }) => client && clientId(client)))
    return [...clients].filter((id) => !handedOut.has(id))
  }

  /** Client classes that nothing hands out are taken where they are made. */
  #noteConstructors(clients: Iterable<string>): void {
    const found: Accessor[] = []
    for (const id of this.#unclaimed(clients)) {
      const { module, name } = this.#clients.get(id)!
      const file = this.#project.source(module)
      const binding = file?.scopes.topLevel(name)
      if (!file || !binding || !isClass(binding.declaration)) continue
      if (this.#noteFactories(file, binding.declaration)) continue
      const exported = exportedNameOf(this.#project, file, binding.declaration)
      if (
        exported === undefined ||
        isTestFile(module) ||
        !this.#flow.opensDatabase(file, binding.declaration)
      )
        continue
      const accessor: Accessor = {
        id: `${module}#${exported}.constructor`,
        module,
        export: exported,
        member: 'constructor',
        kind: 'constructor',
        client: { module, name },
        because: `Every new ${name} opens a database of its own.`,
      }
      this.#constructors.set(binding.declaration, accessor)
      found.push(accessor)
    }
    for (const accessor of found) this.#add(accessor)
  }

  /** `Client.create()`, where nothing keeps what it makes. */
  #noteFactories(file: SourceFile, owner: Class): boolean {
    const name = exportedNameOf(this.#project, file, owner)
    if (name === undefined || isTestFile(file.path)) return false
    let found = false
    for (const member of owner.body.body) {
      if (member.type !== 'MethodDefinition' || !member.static || !member.value.body) continue
      const method = keyName(member.key)
      const made = this.#flow.returnsOf(file.path, member.value)
      if (!method || made?.what !== 'client' || made.class?.node !== owner) continue
      const accessor: Accessor = {
        id: `${file.path}#${name}.${method}`,
        module: file.path,
        export: name,
        member: method,
        kind: 'static-method',
        client: made.client,
        because: `${made.client.name}.${method}() makes a ${made.client.name} with a database of its own at every call.`,
      }
      this.#staticsOf({ what: 'class', file: file.path, node: owner }).set(method, accessor)
      this.#functions.set(member.value, accessor)
      this.#add(accessor)
      found = true
    }
    return found
  }

  /** True for an accessor that shares nothing: each call opens a database. */
  opensAnew(accessor: Accessor): boolean {
    return this.#openers.has(accessor.id)
  }

  /** The accessor behind `new Class()`. */
  constructorAccessor(held: Held & { what: 'class' }): Accessor | undefined {
    return this.#constructors.get(held.node)
  }

  get accessors(): readonly Accessor[] {
    return [...this.#all.values()]
  }

  /** In the order of the modules that led to them, whenever those were looked at. */
  get accessorsInOrder(): readonly Accessor[] {
    const turnOf = ({ id }: Accessor) => this.#turns.get(id) ?? 0
    const byModule = (a: Accessor, b: Accessor) => (a.module === b.module ? 0 : a.module < b.module ? -1 : 1)
    return [...this.#all.values()].sort(
      (a, b) => turnOf(a) - turnOf(b) || (turnOf(a) > this.#lastTurn ? byModule(a, b) : 0),
    )
  }

  get clients(): readonly ClientClass[] {
    return [...this.#clients.values()]
  }

  get modules(): Iterable<string> {
    return this.#carriers
  }

  /** What a module exports of interest, by name. */
  exportsOf(module: string): ReadonlyMap<string, Carried> {
    const known = this.#exported.get(module)
    if (known) return known
    const found = new Map<string, Carried>()
    this.#exported.set(module, found)
    const file = this.#flow.mayHold(module) ? this.#project.source(module) : undefined
    const exports = file && this.#project.exports(module)
    if (!file || !exports || isFacade(file.text)) return found
    for (const [name, exported] of exports.named) {
      if (exported.kind === 'local') {
        const carried = this.#carriedBy(file, name, exported.node)
        if (carried) found.set(name, carried)
        continue
      }
      const target = this.#project.graph.resolve(module, exported.from)
      if (!target) continue
      if (exported.imported === '*') {
        if (this.exportsOf(target).size > 0) found.set(name, { kind: 'module', module: target })
        continue
      }
      const carried = this.exportsOf(target).get(exported.imported)
      if (carried) found.set(name, carried)
    }
    for (const star of exports.stars) {
      const target = this.#project.graph.resolve(module, star)
      for (const [name, carried] of target ? this.exportsOf(target) : []) {
        if (name !== 'default' && !exports.named.has(name)) found.set(name, carried)
      }
    }
    if (exports.assigned && !found.has('default')) {
      const value = this.#flow.valueOf(file, exports.assigned)
      if (value?.what === 'module' && this.exportsOf(value.file).size > 0)
        found.set('*', { kind: 'module', module: value.file })
    }
    return found
  }

  /** The accessor that a function is; private functions count when they share a client. */
  accessorOfFunction(held: Held & { what: 'function' }): Accessor | undefined {
    const known = this.#functions.get(held.node)
    if (known !== undefined) return known ?? undefined
    this.#functions.set(held.node, null)
    const accessor = this.#functionAccessor(held)
    if (accessor) {
      this.#functions.set(held.node, accessor)
      this.#add(accessor)
    }
    return accessor
  }

  /** The accessor behind `Class.member`. */
  staticAccessor(held: Held & { what: 'class' }, member: string): Accessor | undefined {
    return this.#staticsOf(held).get(member)
  }

  /** The accessor that a module-level variable or exported expression is. */
  instanceAccessor(node: Node): Accessor | undefined {
    return this.#instances.get(node)
  }

  /** An accessor for a module-level variable that is not exported. */
  privateInstance(file: SourceFile, name: string, declaration: Node, held: HeldClient): Accessor {
    const known = this.#instances.get(declaration)
    if (known) return known
    const accessor: Accessor = {
      id: `${file.path}#${name}`,
      module: file.path,
      export: name,
      kind: 'instance',
      ...clientOf(held),
      hidden: true,
      because: `The module keeps one ${held.client.name} in "${name}", which only its own functions use.`,
    }
    this.#instances.set(declaration, accessor)
    this.#add(accessor)
    return accessor
  }

  /** The accessor that a function is, a class's static methods included. */
  accessorAt(file: SourceFile, node: AnyFunction): Accessor | undefined {
    const known = this.#functions.get(node)
    if (known !== undefined) return known ?? undefined
    return this.accessorOfFunction({ what: 'function', file: file.path, node })
  }

  #add(accessor: Accessor): void {
    this.#all.set(accessor.id, accessor)
    if (!this.#turns.has(accessor.id)) this.#turns.set(accessor.id, this.#turn)
  }

  /** True for an accessor that is one without being named. */
  #isSeen({ module, export: name, member }: Accessor): boolean {
    const carried = this.#examine(module)?.get(name)
    if (member === undefined) return carried?.kind === 'accessor'
    const found = this.#project.declarationOf(module, name)
    const owner = found?.export.kind === 'local' ? classOf(found.export.node) : undefined
    return (
      found !== undefined &&
      owner !== undefined &&
      isClass(owner) &&
      this.staticAccessor({ what: 'class', file: found.file, node: owner }, member) !== undefined
    )
  }

  #configured(accessor: Accessor): void {
    this.#add(accessor)
    const file = this.#project.source(accessor.module)
    const found = this.#project.declarationOf(accessor.module, accessor.export)
    if (!file || found?.export.kind !== 'local') return
    const { node } = found.export
    const body = functionOf(node)
    if (accessor.member) {
      const owner = classOf(node)
      if (owner && isClass(owner)) this.#statics.set(owner, new Map([[accessor.member, accessor]]))
    } else if (body && isFunction(body)) this.#functions.set(body, accessor)
    else this.#instances.set(node, accessor)
  }

  #noteClasses(file: SourceFile): void {
    for (const statement of file.program.body) {
      const node = exportedOrSelf(statement as Node)
      if (!isClass(node) || !node.id || !this.#flow.isRelevant(file, statement as Node)) continue
      if (this.#flow.isClientClass(file.path, node)) {
        this.#clients.set(`${file.path}#${node.id.name}`, { module: file.path, name: node.id.name })
      }
    }
  }

  /** Cheap test before parsing: an importer that names none of what is carried cannot hand it on. */
  #mayCarry(importer: string, carried: ReadonlyMap<string, Carried>): boolean {
    const text = this.#project.text(importer)
    if (text === undefined) return false
    if (/\*\s*(?:as\s+\w+\s+)?from|require\(|import\(/.test(text)) return true
    return [...carried.keys()].some((name) => name === 'default' || name === '*' || text.includes(name))
  }

  #carriedBy(file: SourceFile, name: string, node: Node): Carried | undefined {
    if (!this.#flow.isRelevant(file, node)) return undefined
    if (/^TS(Interface|TypeAlias)Declaration$/.test(node.type)) {
      const type = this.#flow.types.exportedType(file.path, name)
      if (type?.what === 'client') return { kind: 'client', client: clientId(type.client) }
      return this.#flow.isClientLike(type) ? { kind: 'type' } : undefined
    }
    const configured = this.#instances.get(node)
    if (configured) return { kind: 'accessor', accessor: configured }
    const value = this.#flow.exportValue(file.path, name)
    switch (value?.what) {
      case 'function': {
        const accessor = this.accessorOfFunction(value) ?? this.#exportedClosure(file, name, node, value)
        return accessor && { kind: 'accessor', accessor }
      }
      case 'class': {
        const statics = this.#staticsOf(value)
        if (this.#flow.isClientClass(value.file, value.node)) {
          const client = `${value.file}#${value.node.id?.name ?? 'default'}`
          return { kind: 'client', client, class: value.node }
        }
        return statics.size > 0 ? { kind: 'class', class: value.node } : undefined
      }
      case 'module':
        return this.exportsOf(value.file).size > 0 ? { kind: 'module', module: value.file } : undefined
      case 'client':
      case 'object':
      case 'method':
        return this.#exportedInstance(file, name, node, value)
      default:
        return undefined
    }
  }

  /** A function that a factory made, by the name under which a module exports it: `export const getDb = database.getDb`. */
  #exportedClosure(
    file: SourceFile,
    name: string,
    exported: Node,
    held: Held & { what: 'function' },
  ): Accessor | undefined {
    const made = this.#project.source(held.file)
    const { node } = held
    if (!made || !node.body || isTestFile(file.path) || isTestFile(made.path)) return undefined
    if (this.#isTopLevel(node) || exportedNameOf(this.#project, made, node) !== undefined) return undefined
    const role = this.#closureRole(made, node)
    if (!role) return undefined
    const accessor: Accessor = { id: `${file.path}#${name}`, module: file.path, export: name, ...role }
    this.#add(accessor)
    const source = exported.type === 'VariableDeclarator' ? (exported.init ?? exported) : exported
    const root = rootOf(unwrap(source))
    const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
    this.#madeInto.add(binding?.declaration ?? exported)
    return accessor
  }

  /** True for a variable whose functions a module exports as its accessors. */
  isMadeInto(declaration: Node): boolean {
    return this.#madeInto.has(declaration)
  }

  #closureRole(
    file: SourceFile,
    node: AnyFunction,
  ): Pick<Accessor, 'kind' | 'client' | 'because'> | undefined {
    const result = this.#flow.returnsOf(file.path, node)
    if (result && this.#handsOut(file, node, result)) {
      const word = result.what === 'client' ? result.client.name : 'client'
      return {
        kind: isAsync(this.#flow, file, node) ? 'async-function' : 'function',
        ...clientOf(result),
        because: `It returns a ${word} of the database that was made with it.`,
      }
    }
    const { scoped, yields, sql, through } = this.#flow.factsOf(file.path, node)
    if (scoped !== undefined && !yields?.given)
      return {
        kind: 'scoped',
        ...clientOf(yields),
        because: 'It calls its argument with a connection of the database that was made with it.',
      }
    if (sql !== undefined && !through?.given)
      return {
        kind: 'helper',
        because: 'It sends the SQL it is given to the database that was made with it.',
      }
    return undefined
  }

  #exportedInstance(file: SourceFile, name: string, node: Node, value: Held): Carried | undefined {
    if (isTestFile(file.path)) return undefined
    if (value.what === 'client' && this.#isAccessorCall(file, node)) {
      const inner = this.#isAccessorCall(file, node)!
      return this.#instance(
        file,
        name,
        node,
        value,
        `It is what ${inner.export}() hands out, taken when the module loads.`,
      )
    }
    const proxied = value.what === 'client' ? this.#proxied(file, node) : undefined
    if (proxied)
      return this.#instance(
        file,
        name,
        node,
        value,
        `It stands for what ${proxied.export}() hands out.`,
        'instance',
        proxied,
      )
    if (value.what === 'method')
      return this.#instance(
        file,
        name,
        node,
        value,
        `It is ${value.name} of one ${value.of.client.name}, bound when the module loads.`,
        'helper',
      )
    if (!this.#flow.isClientLike(value)) return undefined
    const because =
      value.what === 'client'
        ? `It exports one shared ${value.client.name}, made when the module loads.`
        : 'It exports one object whose functions send statements to a hidden DuckDB connection.'
    return this.#instance(file, name, node, value, because)
  }

  #instance(
    file: SourceFile,
    name: string,
    node: Node,
    value: Held,
    because: string,
    kind: AccessorKind = 'instance',
    wraps?: Accessor,
  ): Carried {
    const known = this.#instances.get(node)
    if (known) return { kind: 'accessor', accessor: known }
    const accessor: Accessor = {
      id: `${file.path}#${name}`,
      module: file.path,
      export: name,
      kind,
      ...clientOf(value),
      ...(wraps && { wraps: wraps.id }),
      because,
    }
    this.#instances.set(node, accessor)
    this.#add(accessor)
    return { kind: 'accessor', accessor }
  }

  /** The accessor behind `export const db = new Proxy(…)`, which asks it at each use. */
  #proxied(file: SourceFile, node: Node): Accessor | undefined {
    const made = node.type === 'VariableDeclarator' ? node.init && unwrap(node.init) : unwrap(node)
    if (made?.type !== 'NewExpression' || unwrap(made.callee as Node).type !== 'Identifier') return undefined
    if (file.textOf(made.callee) !== 'Proxy') return undefined
    const inner = proxiedAccessor(made, (call) => this.calledAccessor(file, call))
    return inner?.hidden ? undefined : inner
  }

  /** The accessor called in `export const db = getDb()`. */
  #isAccessorCall(file: SourceFile, node: Node): Accessor | undefined {
    const init = node.type === 'VariableDeclarator' ? node.init : node
    let value = init && unwrap(init)
    if (value?.type === 'AwaitExpression') value = unwrap(value.argument)
    if (value?.type !== 'CallExpression') return undefined
    const callee = this.#flow.valueOf(file, value.callee as Node)
    return callee?.what === 'function' ? this.accessorOfFunction(callee) : undefined
  }

  #functionAccessor(held: Held & { what: 'function' }): Accessor | undefined {
    const { node } = held
    const file = this.#project.source(held.file)
    if (!file || !node.body || isTestFile(file.path)) return undefined
    const name = exportedNameOf(this.#project, file, node) ?? localNameOf(node)
    if (name === undefined) return undefined
    const isExported = exportedNameOf(this.#project, file, node) !== undefined
    if (!isExported && !this.#isTopLevel(node)) return undefined
    const base = {
      id: `${file.path}#${name}`,
      module: file.path,
      export: name,
      ...(!isExported && { hidden: true as const }),
    }
    const suffix = isExported
      ? ''
      : ' It is not exported: repositories of its module are made on it, and nothing is injected.'
    const result = this.#flow.returnsOf(file.path, node)
    const isHandedOut =
      result !== undefined && !this.#givesRows(file, node) && this.#handsOut(file, node, result)
    if (isHandedOut && (isExported || this.#sharesClient(file, node))) {
      const kind = isAsync(this.#flow, file, node) ? 'async-function' : 'function'
      const client = classOfClient(result)
      const inner = this.#wrapped(file, node, result)
      // What only this module can call stands for nothing by itself.
      const wraps = inner?.hidden ? undefined : inner
      return {
        ...base,
        kind,
        ...(client && { client }),
        ...(wraps && { wraps: wraps.id }),
        because: wraps ? gives('It', wraps) : this.#because(file, node, result) + suffix,
      }
    }
    if (isEndpointModule(this.#project, file.path)) return undefined
    const facts = this.#flow.factsOf(file.path, node)
    if (facts.scoped !== undefined && (isExported || this.#sharesClient(file, node))) {
      const because = `It calls its argument with a ${facts.yields?.client.name ?? 'DuckDB connection'} and takes it back.`
      return {
        ...base,
        kind: 'scoped',
        ...clientOf(facts.yields),
        because: because + suffix,
      }
    }
    if (facts.sql !== undefined && (isExported || this.#sharesClient(file, node))) {
      return {
        ...base,
        kind: 'helper',
        because: `It sends the SQL it is given to a hidden DuckDB connection.${suffix}`,
      }
    }
    return undefined
  }

  /** `query(sql): Promise<Row[]>`: whatever its rows went through, a client they are not. */
  #givesRows(file: SourceFile, node: AnyFunction): boolean {
    const type = node.returnType?.typeAnnotation as Node | undefined
    const isList =
      type !== undefined && /^Promise<[\s\S]*(\[\]|(Readonly)?Array<[\s\S]*>)\s*>$/.test(file.textOf(type))
    return isList && this.#flow.factsOf(file.path, node).sql !== undefined
  }

  /** True for a client that the caller did not bring, and for a function that sends the SQL it is given to one. */
  #handsOut(file: SourceFile, node: AnyFunction, result: Held): boolean {
    if (this.#flow.isClientLike(result)) return this.#isHidden(file, node, result)
    if (result.what !== 'function' || result.file !== file.path) return false
    const { sql, through } = this.#flow.factsOf(result.file, result.node)
    // `({ query }) => …` handles a request, and is no way to send a statement.
    const isText = sql !== undefined && (result.node.params[sql] as Node).type !== 'ObjectPattern'
    return isText && !through?.given && this.#sharesClient(file, result.node)
  }

  #isTopLevel(node: AnyFunction): boolean {
    const holder = node.type === 'FunctionDeclaration' ? node : node.parent?.parent
    const isVariable = node.type === 'FunctionDeclaration' || node.parent?.type === 'VariableDeclarator'
    return isVariable && holder?.parent?.type === 'Program'
  }

  /** False for a function that gives back what it was handed. */
  #isHidden(file: SourceFile, node: AnyFunction, result: Held): boolean {
    if (result.what === 'client' && !result.given) return true
    return !(node.params as Node[]).some((parameter) => {
      const pattern = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
      const annotation = (pattern as { typeAnnotation?: { typeAnnotation: Node } }).typeAnnotation
      return annotation && this.#flow.isClientLike(this.#flow.types.typeOf(file, annotation.typeAnnotation))
    })
  }

  /** True when the function reaches a client that outlives its calls. */
  #sharesClient(file: SourceFile, node: AnyFunction, seen = new Set<Node>()): boolean {
    if (seen.has(node as Node)) return false
    seen.add(node as Node)
    let found = false
    walk(node.body as Node, (inner) => {
      if (inner.type === 'MemberExpression' && !found) {
        const root = rootOf(inner)
        const held = root.type === 'Identifier' && file.scopes.resolve(root)?.scope === file.program
        const member = held ? this.#flow.valueOf(file, inner) : undefined
        found = member?.what === 'client' || member?.what === 'many'
      }
      if (found || inner.type !== 'Identifier') return !found
      const binding = file.scopes.resolve(inner)
      if (!binding) {
        found = inner.name === 'globalThis' || inner.name === 'global'
        return !found
      }
      if (binding.scope !== file.program) return true
      const value = this.#flow.bindingValue(file, binding)
      if (binding.kind === 'variable' && value && value.what !== 'function' && value.what !== 'package') {
        found =
          value.what === 'client' ||
          value.what === 'method' ||
          (value.what === 'many' && this.#flow.isClientLike(value.of)) ||
          this.#flow.isClientLike(value)
      } else if (value?.what === 'function') {
        const other = this.#project.source(value.file)
        found =
          value.file === file.path
            ? this.#sharesClient(file, value.node, seen)
            : Boolean(other && this.accessorOfFunction(value))
      } else if (value?.what === 'class') found = this.#staticsOf(value).size > 0
      return !found
    })
    return found
  }

  /** The accessor that a function does nothing but call, or whose client it keeps. */
  #wrapped(file: SourceFile, node: AnyFunction, result: Held): Accessor | undefined {
    const [expression, ...others] = returned(node).map((each) => unwrap(each))
    const statements = node.body?.type === 'BlockStatement' ? node.body.body.length : 1
    const bare = expression?.type === 'AwaitExpression' ? unwrap(expression.argument) : expression
    if (bare?.type !== 'CallExpression' || others.length > 0 || statements > 2)
      return result.what === 'client'
        ? keptAccessor(file, node, (call) => this.calledAccessor(file, call))
        : undefined
    const inner = this.calledAccessor(file, bare)
    return inner && inner.kind !== 'helper' && inner.kind !== 'scoped' ? inner : undefined
  }

  /** The accessor that a call runs. */
  calledAccessor(file: SourceFile, call: Node): Accessor | undefined {
    if (call.type !== 'CallExpression') return undefined
    const callee = unwrap(call.callee)
    if (callee.type === 'MemberExpression') {
      const owner = this.#flow.valueOf(file, callee.object)
      const name = memberName(callee)
      if (owner?.what === 'class' && name !== undefined) return this.staticAccessor(owner, name)
    }
    const value = this.#flow.valueOf(file, callee)
    return value?.what === 'function' ? this.accessorOfFunction(value) : undefined
  }

  #because(file: SourceFile, node: AnyFunction, result: Held): string {
    if (result.what === 'object') {
      if (this.#sharesClient(file, node)) return 'It hands out an object that holds a DuckDB client.'
      this.#noteOpener(file, node)
      return 'It hands out an object that holds a DuckDB client, made anew at every call.'
    }
    if (result.what === 'function') return 'It hands out a function that sends SQL to a hidden DuckDB client.'
    const word = result.what === 'client' ? result.client.name : 'client'
    for (const expression of returned(node)) {
      const value = unwrap(expression)
      const bare = value.type === 'AwaitExpression' ? unwrap(value.argument) : value
      const root = bare.type === 'AssignmentExpression' ? unwrap(bare.left as Node) : bare
      if (root.type === 'MemberExpression')
        return `It returns one shared ${word}, kept in "${file.textOf(root)}".`
      const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
      if (binding?.kind === 'variable' && binding.scope === file.program)
        return `It returns the module's one ${word}, kept in "${binding.name}".`
    }
    if (result.what === 'client' && result.role === 'connection' && this.#sharesClient(file, node))
      return `It returns a ${word} to a database that is opened once.`
    if (this.#sharesClient(file, node)) return `It returns one shared ${word}.`
    this.#noteOpener(file, node)
    return `It returns a ${word}, opened anew at every call.`
  }

  #noteOpener(file: SourceFile, node: AnyFunction): void {
    this.#openers.add(`${file.path}#${exportedNameOf(this.#project, file, node) ?? localNameOf(node)}`)
  }

  #staticsOf(held: Held & { what: 'class' }): Map<string, Accessor> {
    const known = this.#statics.get(held.node)
    if (known) return known
    const found = new Map<string, Accessor>()
    this.#statics.set(held.node, found)
    const file = this.#project.source(held.file)
    if (!file || isTestFile(held.file)) return found
    const exported = exportedNameOf(this.#project, file, held.node)
    const name = exported ?? held.node.id?.name
    if (name === undefined) return found
    const isHidden = exported === undefined
    for (const member of held.node.body.body) {
      if (member.type === 'StaticBlock' || member.type === 'TSIndexSignature' || !member.static) continue
      const method = keyName(member.key)
      if (!method || member.key.type === 'PrivateIdentifier' || member.accessibility === 'private') continue
      let made: Accessor | undefined
      if (member.type === 'PropertyDefinition')
        made = this.#staticField(file, held.node, name, method, member.value)
      if (member.type === 'MethodDefinition')
        made = this.#staticMember(file, held.node, name, method, member.value, member.kind === 'get')
      if (!made) continue
      // A class that is not exported hands nothing out but to its own module.
      const accessor: Accessor = isHidden ? { ...made, hidden: true } : made
      if (member.type === 'MethodDefinition') this.#functions.set(member.value, accessor)
      found.set(method, accessor)
      this.#add(accessor)
    }
    return found
  }

  /** `static readonly instance = new Client()` */
  #staticField(
    file: SourceFile,
    owner: Class,
    name: string,
    field: string,
    written: Node | null,
  ): Accessor | undefined {
    const value = written ? this.#flow.valueOf(file, written) : undefined
    if (value?.what !== 'client' || value.given) return undefined
    return {
      id: `${file.path}#${name}.${field}`,
      module: file.path,
      export: name,
      member: field,
      kind: 'instance',
      ...clientOf(value),
      because: `${owner.id?.name ?? 'The class'}.${field} is one ${value.client.name}, made when the module loads.`,
    }
  }

  #staticMember(
    file: SourceFile,
    owner: Class,
    name: string,
    method: string,
    body: AnyFunction,
    isGetter: boolean,
  ): Accessor | undefined {
    if (!body.body) return undefined
    const base = { id: `${file.path}#${name}.${method}`, module: file.path, export: name, member: method }
    const label = `${owner.id?.name ?? 'The class'}.${method}${isGetter ? '' : '()'}`
    const result = this.#flow.returnsOf(file.path, body)
    if (result?.what === 'client' && this.#isHidden(file, body, result)) {
      const cached = returned(body).some((expression) => hasStaticRoot(owner, expression))
      if (!cached && result.class?.node === owner) return undefined
      const inner = keptAccessor(file, body, (call) => this.calledAccessor(file, call))
      const wraps = inner?.hidden ? undefined : inner
      return {
        ...base,
        kind: isGetter ? 'instance' : 'static-method',
        ...clientOf(result),
        ...(wraps && { wraps: wraps.id }),
        because: wraps
          ? gives(label, wraps)
          : `${label} returns ${cached ? 'one cached' : 'a'} instance of ${result.client.name}.`,
      }
    }
    const { scoped, sql, yields } = this.#flow.factsOf(file.path, body)
    if (scoped !== undefined)
      return {
        ...base,
        kind: 'scoped',
        ...clientOf(yields),
        because: `${label} calls its argument with a DuckDB connection.`,
      }
    if (sql !== undefined)
      return {
        ...base,
        kind: 'helper',
        because: `${label} sends the SQL it is given to a hidden DuckDB connection.`,
      }
    return undefined
  }
}

function gives(label: string, { export: name, member }: Accessor): string {
  return `${label} returns what ${name}${member ? `.${member}` : ''}() hands out.`
}

function hasStaticRoot(owner: Class, expression: Node): boolean {
  const value = unwrap(expression)
  const bare = value.type === 'AwaitExpression' ? unwrap(value.argument) : value
  const root = bare.type === 'AssignmentExpression' ? unwrap(bare.left as Node) : bare
  if (root.type !== 'MemberExpression') return false
  return namesOwner(owner, unwrap(root.object))
}

function exportedOrSelf(node: Node): Node {
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration') {
    return (node.declaration as Node | null) ?? node
  }
  return node
}

const exportedNames = new PerFile<Map<Node, string>>()

/** The first name under which a file exports a function or class. */
function exportedNameOf(project: Project, file: SourceFile, node: AnyFunction | Class): string | undefined {
  const known = exportedNames.get(file)
  if (known) return known.get(node as Node)
  const names = new Map<Node, string>()
  const note = (exported: Node, name: string) => {
    if (!names.has(exported)) names.set(exported, name)
  }
  for (const [name, exported] of project.exports(file.path)?.named ?? []) {
    if (exported.kind !== 'local') continue
    note(exported.node, name)
    if (exported.node.type !== 'VariableDeclarator' || !exported.node.init) continue
    const init = unwrap(exported.node.init)
    note(init, name)
    if (init.type === 'CallExpression')
      for (const argument of init.arguments as Node[]) note(unwrap(argument), name)
  }
  exportedNames.set(file, names)
  return names.get(node as Node)
}

function localNameOf(node: AnyFunction): string | undefined {
  if (node.id) return node.id.name
  const holder = outermost(node as Node).parent
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id.name : undefined
}

/** True when calling the function gives a promise, as far as the syntax tells. */
function isAsync(flow: ValueFlow, file: SourceFile, node: AnyFunction): boolean {
  if (node.async) return true
  const annotation = node.returnType && file.textOf(node.returnType)
  if (annotation) return /\bPromise(Like)?\s*</.test(annotation)
  return returned(node).some((expression) => isPromise(flow, file, expression))
}

function isPromise(flow: ValueFlow, file: SourceFile, expression: Node, depth = 0): boolean {
  const value = unwrap(expression)
  const bare = value.type === 'AssignmentExpression' ? unwrap(value.right) : value
  if (bare.type === 'NewExpression')
    return unwrap(bare.callee).type === 'Identifier' && file.textOf(bare.callee) === 'Promise'
  if (bare.type === 'CallExpression') {
    const callee = flow.valueOf(file, bare.callee as Node)
    if (callee?.what === 'function') return isAsync(flow, file, callee.node)
    const target = unwrap(bare.callee)
    if (target.type !== 'MemberExpression') return false
    const object = flow.valueOf(file, target.object)
    if (object?.what === 'driver-class') return true
    return object?.what === 'client' && isNeo(object.client.module)
  }
  if (bare.type === 'Identifier' && depth < 3) {
    const binding = file.scopes.resolve(bare)
    if (binding?.kind !== 'variable') return false
    const identifier = binding.identifier as { typeAnnotation?: Node | null }
    if (identifier.typeAnnotation) return /\bPromise\s*</.test(file.textOf(identifier.typeAnnotation))
    return binding.references.some(
      ({ parent }) =>
        parent?.type === 'AssignmentExpression' &&
        unwrap(parent.left as Node).type === 'Identifier' &&
        isPromise(flow, file, parent.right, depth + 1),
    )
  }
  return false
}

/** The project class that a client is of; the driver's own have none. */
function classOfClient(held: Held | undefined): ClientRef | undefined {
  return held?.what === 'client' && held.role === 'class' ? held.client : undefined
}

function clientOf(held: Held | undefined): { readonly client?: ClientRef } {
  const client = classOfClient(held)
  return client ? { client } : {}
}
