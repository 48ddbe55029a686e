import { isFunction, memberName, type Node, outermost, unwrap } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { calledFunction } from './called-function.js'

/** What calls a function that it is given while it runs, or later as part of the same work. */
const keeping = new Set(
  'then catch finally map forEach filter flatMap reduce reduceRight some every find findIndex findLast sort toSorted from runExclusive transaction transactionOn setTimeout setImmediate queueMicrotask nextTick'.split(
    ' ',
  ),
)

export interface HandedAwayOptions {
  /** The function or statements around, whose work is looked at. */
  readonly root: Node | undefined
  /** Further calls that are known to call what they are given as part of the same work. */
  readonly keeps?: (call: Node) => boolean
}

/**
 * What a function around `node` is handed to, that may call it as part of other work: what a queue runs, say, knows
 * nothing of the transaction in which it was put there. Undefined where there is no such function.
 */
export function handedAway(
  project: Project,
  file: SourceFile,
  node: Node,
  options: HandedAwayOptions,
): string | undefined {
  return new HandedAway(project, options.keeps ?? (() => false)).around(file, node, options.root)
}

class HandedAway {
  readonly #project: Project
  readonly #keeps: (call: Node) => boolean
  readonly #seen = new Set<Node>()

  constructor(project: Project, keeps: (call: Node) => boolean) {
    this.#project = project
    this.#keeps = keeps
  }

  around(file: SourceFile, node: Node, root: Node | undefined): string | undefined {
    for (let at = node.parent; at && at !== root; at = at.parent) {
      if (!isFunction(at) || this.#seen.has(at)) continue
      this.#seen.add(at)
      const found = this.#use(file, at, root)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** What becomes of a function, or of the name that stands for it. */
  #use(file: SourceFile, node: Node, root: Node | undefined): string | undefined {
    const outer = outermost(node)
    const { parent } = outer
    if (parent?.type === 'CallExpression') {
      if (unwrap(parent.callee) === unwrap(outer)) return this.around(file, outer, root)
      return this.#isCalledBy(file, parent, parent.arguments.indexOf(outer as never))
        ? undefined
        : file.textOf(parent.callee)
    }
    if (parent?.type === 'NewExpression')
      return file.textOf(parent.callee) === 'Promise' ? undefined : file.textOf(parent.callee)
    const name =
      node.type === 'FunctionDeclaration' ? node.id : parent?.type === 'VariableDeclarator' ? parent.id : null
    if (name?.type !== 'Identifier') return file.textOf(node).split('\n')[0]
    for (const reference of file.scopes.lookup(name, name.name)?.references ?? []) {
      const found = this.#use(file, reference, root)
      if (found !== undefined) return found
    }
    return undefined
  }

  #isCalledBy(file: SourceFile, call: Node & { type: 'CallExpression' }, index: number): boolean {
    if (this.#keeps(call)) return true
    const callee = unwrap(call.callee)
    const name = callee.type === 'MemberExpression' ? memberName(callee) : file.textOf(callee)
    if (name !== undefined && keeping.has(name)) return true
    const called = calledFunction(this.#project, file, call)
    if (!called?.body || !isFunction(called.body)) return false
    const parameter = called.body.params[index]
    if (parameter?.type !== 'Identifier') return false
    if (this.#seen.has(parameter)) return true
    this.#seen.add(parameter)
    const references = called.file.scopes.lookup(parameter, parameter.name)?.references ?? []
    const { body } = called
    return references.every(
      (reference) =>
        this.#use(called.file, reference, body) === undefined &&
        this.around(called.file, reference, body) === undefined,
    )
  }
}
