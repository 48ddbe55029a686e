import type { Accessor } from '../model.js'
import type { AccessorDetector, Carried } from './detect-accessors.js'
import { importedBinding } from './imported-binding.js'
import { memberName, type Node } from './nodes.js'
import { PerFile } from './per-file.js'
import type { Project } from './project.js'
import type { Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

export type { Carried } from './detect-accessors.js'

export interface Resolved {
  readonly carried: Carried
  /** The identifier, or the member expression that reaches through a namespace. */
  readonly node: Node
}

/** What names mean in files that use accessors and client classes: under any name, through any re-export. */
export class Carriers {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #detector: AccessorDetector
  readonly #byBinding = new WeakMap<Binding, Carried | null>()
  readonly #namesByFile = new PerFile<ReadonlyMap<Node, string>>()

  constructor(project: Project, flow: ValueFlow, detector: AccessorDetector) {
    this.#project = project
    this.#flow = flow
    this.#detector = detector
  }

  modules(): Iterable<string> {
    return this.#detector.modules
  }

  get(module: string, name: string): Carried | undefined {
    return this.#detector.exportsOf(module).get(name)
  }

  exportsOf(module: string): ReadonlyMap<string, Carried> | undefined {
    const found = this.#detector.exportsOf(module)
    return found.size > 0 ? found : undefined
  }

  /** The first accessor that a module exports, itself or through a namespace. */
  anyAccessor(module: string, seen: Set<string> = new Set()): Accessor | undefined {
    // A module may export itself as a namespace, through others too.
    if (seen.has(module)) return undefined
    seen.add(module)
    for (const carried of this.#detector.exportsOf(module).values()) {
      if (carried.kind === 'accessor') return carried.accessor
    }
    for (const carried of this.#detector.exportsOf(module).values()) {
      const owner = carried.kind === 'client' || carried.kind === 'class' ? carried.class : undefined
      const member = this.#detector.accessors.find(
        (accessor) => owner && accessor.member && accessor.export === owner.id?.name,
      )
      if (member) return member
      const inner = carried.kind === 'module' ? this.anyAccessor(carried.module, seen) : undefined
      if (inner) return inner
    }
    return undefined
  }

  /** The carried thing an identifier of a file means; `node` is `namespace.member` where it is one. */
  resolve(file: SourceFile, identifier: Node): Resolved | undefined {
    const binding = file.scopes.resolve(identifier)
    const carried = binding && this.#carriedBy(file, binding)
    return carried && this.#through(carried, identifier)
  }

  /** False for a binding none of whose references means anything here. */
  isCarried(file: SourceFile, binding: Binding): boolean {
    return this.#carriedBy(file, binding) !== undefined
  }

  #carriedBy(file: SourceFile, binding: Binding): Carried | undefined {
    const known = this.#byBinding.get(binding)
    if (known !== undefined) return known ?? undefined
    const found = this.#findCarried(file, binding)
    this.#byBinding.set(binding, found ?? null)
    return found
  }

  #findCarried(file: SourceFile, binding: Binding): Carried | undefined {
    const imported = importedBinding(this.#project, file, binding)
    if (imported) {
      if (!imported.target) return undefined
      return imported.imported === '*'
        ? { kind: 'module', module: imported.target }
        : this.get(imported.target, imported.imported)
    }
    if (binding.scope === file.program) {
      const carried = this.#own(file, binding.declaration)
      if (carried) return carried
    }
    const value = this.#flow.bindingValue(file, binding)
    if (value?.what === 'module') return { kind: 'module', module: value.file }
    if (value?.what === 'function') {
      const accessor = this.#detector.accessorOfFunction(value)
      return accessor && { kind: 'accessor', accessor }
    }
    if (value?.what === 'class' && binding.kind !== 'class') return { kind: 'class', class: value.node }
    return undefined
  }

  /** From a namespace to the member that is named. */
  #through(carried: Carried, identifier: Node): Resolved | undefined {
    let found: Carried | undefined = carried
    let node = identifier
    while (found?.kind === 'module') {
      const parent: Node | null | undefined = node.parent
      const name: string | undefined =
        parent?.type === 'MemberExpression' && parent.object === node
          ? memberName(parent)
          : parent?.type === 'TSQualifiedName' && parent.left === node
            ? parent.right.name
            : undefined
      if (!parent || name === undefined) return undefined
      found = this.get(found.module, name) ?? (name === 'default' ? found : undefined)
      node = parent
    }
    return found && { carried: found, node }
  }

  #own(file: SourceFile, declaration: Node): Carried | undefined {
    const name = this.#exportNames(file).get(declaration)
    return name === undefined ? undefined : this.get(file.path, name)
  }

  /** The first name under which a file exports each declaration. */
  #exportNames(file: SourceFile): ReadonlyMap<Node, string> {
    const known = this.#namesByFile.get(file)
    if (known) return known
    const names = new Map<Node, string>()
    for (const [name, exported] of this.#project.exports(file.path)?.named ?? [])
      if (exported.kind === 'local' && !names.has(exported.node)) names.set(exported.node, name)
    this.#namesByFile.set(file, names)
    return names
  }
}
