import type { Accessor } from '../model.js'
import { answersMethod } from './answers-method.js'
import type { Carriers } from './carriers.js'
import type { AccessorDetector } from './detect-accessors.js'
import { requiredSpecifier } from './exports.js'
import { importedBinding } from './imported-binding.js'
import { mockedSpecifier, replacedMember } from './module-mocks.js'
import { ancestor, hasMember, memberName, type Node, outermost, unwrap } from './nodes.js'
import type { Project } from './project.js'
import { type ReplacedModule, replacedModules } from './replaced-modules.js'
import type { SourceFile } from './source-file.js'
import type { ValueFlow } from './value-flow.js'

/** What a test replaces of a module that hands the client out. */
export interface ModuleMock extends ReplacedModule {
  readonly file: string
  /** The module stays, and one of its exports is replaced, or a method of the client that it hands out. */
  readonly replaces?: 'export' | 'method'
}

export interface Mocked {
  readonly mocks: readonly ModuleMock[]
  /** Set where the test names the accessor itself: that is a usage. */
  readonly accessor?: Accessor
}

export interface MockedClientsContext {
  readonly project: Project
  readonly flow: ValueFlow
  readonly detector: AccessorDetector
  readonly carriers: Carriers
}

/** What a test puts in the place of accessors, of their modules and of clients. */
export class MockedClients {
  readonly #project: Project
  readonly #flow: ValueFlow
  readonly #detector: AccessorDetector
  readonly #carriers: Carriers
  readonly #file: SourceFile

  constructor({ project, flow, detector, carriers }: MockedClientsContext, file: SourceFile) {
    this.#project = project
    this.#flow = flow
    this.#detector = detector
    this.#carriers = carriers
    this.#file = file
  }

  /** `vi.mock('./db')` */
  modules(call: Node): Mocked[] {
    const file = this.#file.path
    return replacedModules(this.#project, file, call).flatMap((replaced) => {
      const accessor = this.#carriers.anyAccessor(replaced.module)
      return accessor ? [{ accessor, mocks: [{ file, ...replaced }] }] : []
    })
  }

  /** `jest.spyOn(db, 'getClient')`, and `jest.spyOn(client, 'query')` where a module that this file imports hands the client out. */
  member(node: Node): Mocked | undefined {
    const replaced = replacedMember(node)
    if (!replaced || replaced.object.type === 'ThisExpression') return undefined
    const { object, name } = replaced
    const isPrototype = object.type === 'MemberExpression' && memberName(object) === 'prototype'
    const held = this.#flow.valueOf(this.#file, isPrototype ? unwrap(object.object) : object)
    const whole = held?.what === 'module' ? held.file : this.#wholeModule(object)
    if (whole !== undefined) {
      const carried = this.#carriers.get(whole, name)
      if (carried?.kind !== 'accessor') return undefined
      return { accessor: carried.accessor, mocks: [this.#mockOf(whole, 'export')] }
    }
    const made = held?.what === 'class' ? this.#detector.staticAccessor(held, name) : undefined
    if (made) return { mocks: [this.#mockOf(made.module, 'export')] }
    const isMethod =
      (held?.what === 'client' && answersMethod(held, name)) ||
      (held?.what === 'class' && isPrototype && hasMember(held.node, name))
    if (!isMethod) return undefined
    const imported = this.#project.graph.importsOf(this.#file.path)
    const modules = imported.flatMap((path) => this.#carriers.anyAccessor(path)?.module ?? [])
    return { mocks: [...new Set(modules)].map((module) => this.#mockOf(module, 'method')) }
  }

  /** `vi.mocked(getDb)` */
  isMockArgument(node: Node): boolean {
    const call = outermost(node).parent
    return (
      call?.type === 'CallExpression' &&
      /^(vi|jest)\.(mocked|spyOn)$|^sinon\.(stub|spy|replace)$|^mock\.method$/.test(
        this.#file.textOf(call.callee),
      )
    )
  }

  #mockOf(module: string, replaces: 'export' | 'method'): ModuleMock {
    return { file: this.#file.path, specifier: '', module, replaces }
  }

  /** The module that a name stands for: `const db = require('./db')`. */
  #wholeModule(node: Node): string | undefined {
    const required = requiredSpecifier(node)
    if (required !== undefined) return this.#project.graph.resolve(this.#file.path, required)
    const binding = node.type === 'Identifier' ? this.#file.scopes.resolve(node) : undefined
    const imported = binding && importedBinding(this.#project, this.#file, binding)
    return imported && /^(\*|default)$/.test(imported.imported) ? imported.target : undefined
  }
}

export function isInMock(node: Node): boolean {
  return (
    ancestor(
      node,
      (inner): inner is Node => inner.type === 'CallExpression' && mockedSpecifier(inner) !== undefined,
    ) !== undefined
  )
}
