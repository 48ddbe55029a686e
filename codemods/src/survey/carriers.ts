import type { Accessor } from '../model.js'
import { returned } from './detect-accessors.js'
import { functionOf } from './exports.js'
import { importedBinding } from './imported-binding.js'
import { isFunction, memberName, type Node, unwrap } from './nodes.js'
import type { Project } from './project.js'
import type { SourceFile } from './source-file.js'

/** What a module hands on under an exported name: an accessor, or a legacy client's class. */
export type Carried =
  | { readonly kind: 'accessor'; readonly accessor: Accessor }
  | { readonly kind: 'client'; readonly client: string }

/** Modules that export accessors and client classes, under any name: re-exports, aliases, wrappers. */
export class Carriers {
  readonly #project: Project
  readonly #modules = new Map<string, Map<string, Carried>>()
  readonly wrappers: Accessor[] = []
  /** Accessor references inside wrappers and re-exports: they carry the client on and are no usages. */
  readonly carrying = new Set<Node>()

  constructor(
    project: Project,
    accessors: readonly Accessor[],
    clients: readonly { module: string; name: string }[],
  ) {
    this.#project = project
    const pending = new Set<string>()
    for (const accessor of accessors) {
      for (const name of sameExports(project, accessor))
        this.#add(accessor.module, name, { kind: 'accessor', accessor })
      pending.add(accessor.module)
    }
    for (const { module, name } of clients) {
      for (const [exported, found] of project.exports(module)?.named ?? []) {
        if (found.kind !== 'local') continue
        const id = (found.node as { id?: { name?: string } }).id?.name ?? found.name
        if (id === name) this.#add(module, exported, { kind: 'client', client: `${module}#${name}` })
      }
      pending.add(module)
    }
    for (const module of pending) {
      for (const importer of [module, ...project.graph.importersOf(module)]) {
        if (!this.#mayCarry(importer, module) || !this.#carryOn(importer)) continue
        pending.delete(importer)
        pending.add(importer)
      }
    }
  }

  modules(): Iterable<string> {
    return this.#modules.keys()
  }

  get(module: string, name: string): Carried | undefined {
    return this.#modules.get(module)?.get(name)
  }

  exportsOf(module: string): ReadonlyMap<string, Carried> | undefined {
    return this.#modules.get(module)
  }

  /** The carried thing an identifier of a file means; `member` for `namespace.member`. */
  resolve(
    file: SourceFile,
    identifier: Node,
  ): { readonly carried: Carried; readonly node: Node } | undefined {
    const binding = file.scopes.resolve(identifier)
    if (!binding) return undefined
    const imported = importedBinding(this.#project, file, binding)
    if (!imported) {
      if (binding.scope !== file.program) return undefined
      const carried = this.#ownExport(file, binding.declaration)
      return carried && { carried, node: identifier }
    }
    if (!imported.target) return undefined
    if (imported.imported !== '*') {
      const carried = this.get(imported.target, imported.imported)
      return carried && { carried, node: identifier }
    }
    const parent = identifier.parent
    if (parent?.type === 'MemberExpression' && parent.object === identifier) {
      const carried = this.get(imported.target, memberName(parent) ?? '')
      return carried && { carried, node: parent }
    }
    if (parent?.type === 'TSQualifiedName' && parent.left === identifier) {
      const carried = this.get(imported.target, parent.right.name)
      return carried && { carried, node: parent }
    }
    return undefined
  }

  #ownExport(file: SourceFile, declaration: Node): Carried | undefined {
    for (const [name, exported] of this.#project.exports(file.path)?.named ?? []) {
      if (exported.kind === 'local' && exported.node === declaration) return this.get(file.path, name)
    }
    return undefined
  }

  #add(module: string, name: string, carried: Carried): boolean {
    const names = this.#modules.get(module) ?? new Map<string, Carried>()
    this.#modules.set(module, names)
    if (names.has(name)) return false
    names.set(name, carried)
    return true
  }

  /** Cheap test before parsing: a barrel's importer that names none of what is carried cannot hand it on. */
  #mayCarry(importer: string, module: string): boolean {
    if (importer === module) return true
    const text = this.#project.text(importer)
    if (text === undefined) return false
    if (/\*\s*(?:as\s+\w+\s+)?from|import\s*\*|require\(|\bdefault\b/.test(text)) return true
    const names = this.#modules.get(module)
    return names !== undefined && [...names.keys()].some((name) => name === 'default' || text.includes(name))
  }

  /** Adds what the module re-exports or wraps; true when something new came. */
  #carryOn(module: string): boolean {
    const file = this.#project.source(module)
    const exports = this.#project.exports(module)
    if (!file || !exports) return false
    let grew = false
    for (const star of exports.stars) {
      const target = this.#project.graph.resolve(module, star)
      for (const [name, carried] of (target && this.#modules.get(target)) || []) {
        if (name !== 'default' && !exports.named.has(name)) grew = this.#add(module, name, carried) || grew
      }
    }
    for (const [name, exported] of exports.named) {
      if (exported.kind === 're-export') {
        const target = this.#project.graph.resolve(module, exported.from)
        const carried = target && this.get(target, exported.imported)
        if (carried) grew = this.#add(module, name, carried) || grew
      } else if (!this.get(module, name)) {
        const carried = this.#wrapped(file, name, exported.node)
        if (carried) grew = this.#add(module, name, carried) || grew
      }
    }
    return grew
  }

  /** `export const getDb = () => getClient()`, `export const getDb = getClient`, `export function db() { return getClient() }`. */
  #wrapped(file: SourceFile, name: string, node: Node): Carried | undefined {
    const body = functionOf(node)
    if (body && isFunction(body)) {
      const expressions = returned(body)
      if (expressions.length !== 1 || !onlyReturns(body)) return undefined
      const expression = unwrap(expressions[0]!)
      const call = expression.type === 'AwaitExpression' ? unwrap(expression.argument) : expression
      const inner = call.type === 'CallExpression' ? this.#accessorOf(file, unwrap(call.callee)) : undefined
      if (!inner || inner.accessor.kind === 'helper' || inner.accessor.kind === 'scoped') return undefined
      this.carrying.add(inner.node)
      return this.#wrapper(file.path, name, inner.accessor, body.async)
    }
    const value = node.type === 'VariableDeclarator' ? node.init && unwrap(node.init) : unwrap(node)
    const alias = value && this.#accessorOf(file, value)
    if (alias) {
      this.carrying.add(alias.node)
      return { kind: 'accessor', accessor: alias.accessor }
    }
    return undefined
  }

  #accessorOf(
    file: SourceFile,
    node: Node,
  ): { readonly accessor: Accessor; readonly node: Node } | undefined {
    const member = node.type === 'MemberExpression' ? memberName(node) : undefined
    const identifier = node.type === 'MemberExpression' ? unwrap(node.object) : node
    if (identifier.type !== 'Identifier') return undefined
    const found = this.resolve(file, identifier)
    if (found?.carried.kind !== 'accessor') return undefined
    const { accessor } = found.carried
    if (accessor.member ? member !== accessor.member : found.node !== node) return undefined
    return { accessor, node: identifier }
  }

  #wrapper(module: string, name: string, inner: Accessor, isAsync: boolean): Carried {
    const accessor: Accessor = {
      id: `${module}#${name}`,
      module,
      export: name,
      kind: isAsync || inner.kind === 'async-function' ? 'async-function' : 'function',
      ...(inner.client && { client: inner.client }),
      wraps: inner.id,
      because: `It returns what ${inner.export}${inner.member ? `.${inner.member}` : ''}() hands out.`,
    }
    this.wrappers.push(accessor)
    return { kind: 'accessor', accessor }
  }
}

/** Every name under which the accessor's own module exports it. */
function sameExports(project: Project, accessor: Accessor): string[] {
  const named = project.exports(accessor.module)?.named
  const own = named?.get(accessor.export)
  if (!named || own?.kind !== 'local') return [accessor.export]
  return [...named]
    .filter(([, other]) => other.kind === 'local' && other.node === own.node)
    .map(([name]) => name)
}

/** True for a body that is nothing but its return: a wrapper that does more keeps its own meaning. */
function onlyReturns(body: Node): boolean {
  if (!isFunction(body) || !body.body) return false
  return body.body.type !== 'BlockStatement' || body.body.body.length <= 2
}
