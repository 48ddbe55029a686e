import type { Accessor } from '../model.js'
import type { AccessorDetector } from './detect-accessors.js'
import { type AnyFunction, enclosingClass, isFunction, type Node, outermost } from './nodes.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

/** What of a file only makes the client or hands it on: that is no usage. */
export class ClientPlumbing {
  readonly #flow: ValueFlow
  readonly #detector: AccessorDetector
  readonly #file: SourceFile

  constructor(flow: ValueFlow, detector: AccessorDetector, file: SourceFile) {
    this.#flow = flow
    this.#detector = detector
    this.#file = file
  }

  /** True where one accessor builds on another of its module, or does nothing but hand it on: that is no usage. */
  isPlumbing(node: Node, used?: Accessor): boolean {
    const isOwn = used === undefined || used.module === this.#file.path
    for (let current = node.parent; current; current = current.parent) {
      if (!isFunction(current)) continue
      const around = this.#detector.accessorAt(this.#file, current)
      if (around && isOwn && this.#opensTransaction(around, current)) return false
      if (around && (isOwn || around.wraps || around.id === used?.id)) return true
      if (around && used && this.#detector.opensAnew(used) && !this.#detector.opensAnew(around)) return true
      const method = current.parent
      if (isOwn && method?.type === 'MethodDefinition' && this.#isClientMethod(current, method)) return true
    }
    return this.isInsideClient(node)
  }

  /** `withTransaction(work)`: what it does by hand is to be changed, whoever hands the client out. */
  #opensTransaction({ kind }: Accessor, body: AnyFunction): boolean {
    return kind === 'scoped' && /['"`]\s*(BEGIN|START\s+TRANSACTION)\b/i.test(this.#file.textOf(body))
  }

  /** A method of a client class that hands its client or statements on. */
  #isClientMethod(body: AnyFunction, method: Node): boolean {
    const owner = enclosingClass(method)
    if (!owner || !this.#flow.isClientClass(this.#file.path, owner)) return false
    const { sql, scoped } = this.#flow.factsOf(this.#file.path, body)
    return (
      sql !== undefined ||
      scoped !== undefined ||
      this.#flow.returnsOf(this.#file.path, body)?.what === 'client'
    )
  }

  /** True inside a class that is itself the legacy client: how it works is no usage. */
  isInsideClient(node: Node): boolean {
    const owner = enclosingClass(node)
    if (!owner || !this.#flow.isClientClass(this.#file.path, owner)) return false
    const name = owner.id?.name
    return (
      this.#flow.opensDatabase(this.#file, owner) ||
      this.#detector.accessors.some(
        ({ client }) => client?.module === this.#file.path && client.name === name,
      )
    )
  }

  /** `export const getDb = getClient`: another name for the accessor. */
  isOwnAlias(node: Node): boolean {
    const parent = outermost(node).parent
    const gathering = parent?.type === 'Property' ? parent.parent?.parent : undefined
    if (gathering?.type === 'AssignmentExpression') {
      return this.#file.textOf(gathering.left).endsWith('exports')
    }
    if (gathering?.type === 'VariableDeclarator')
      return this.#detector.instanceAccessor(gathering) !== undefined
    if (parent?.type === 'AssignmentExpression') return /exports\b/.test(this.#file.textOf(parent.left))
    if (parent?.type !== 'VariableDeclarator') return false
    return (
      parent.parent?.parent?.type === 'ExportNamedDeclaration' ||
      this.#detector.instanceAccessor(parent) !== undefined
    )
  }

  /** `const database = createDatabase(…)`, whose functions the module exports: their callers are the usages. */
  makesAccessors(call: Node): boolean {
    const parent = outermost(call).parent
    const declarator = parent?.type === 'AwaitExpression' ? outermost(parent).parent : parent
    return declarator?.type === 'VariableDeclarator' && this.#detector.isMadeInto(declarator)
  }
}
