import { declarationNamed } from '../../../survey/imported-binding.js'
import {
  type AnyFunction,
  ancestor,
  enclosingFunction,
  functionName,
  isFunction,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import { isTestFile } from '../../../survey/project-files.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

const closing = /^(close|disconnect)/

/**
 * `shared` when a module keeps one connection for everybody, itself or its promise; `separate` when connections are
 * made where they are needed.
 */
export function connectionsOf(project: Project, file: SourceFile): 'shared' | 'separate' {
  const { isKept, isTakenBack } = madeConnections(project, file)
  // Closing the shared connection closes the database, which code that closes what it made does not mean.
  return isKept && !isTakenBack ? 'shared' : 'separate'
}

/** The same for the module of a client class, whose connection is one unless it closes each that it makes. */
export function connectionsOfClient(project: Project, file: SourceFile): 'shared' | 'separate' {
  const { isKept, isTakenBack } = madeConnections(project, file)
  return isTakenBack && !isKept ? 'separate' : 'shared'
}

function madeConnections(
  project: Project,
  file: SourceFile,
): { readonly isKept: boolean; readonly isTakenBack: boolean } {
  let isKept = false
  let isTakenBack = false
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return true
    if (memberName(node.callee) !== 'connect' || node.arguments.length > 0) return true
    const made = new MadeConnection(project, file, node)
    isKept ||= made.isKept
    isTakenBack ||= made.isTakenBack
    return true
  })
  return { isKept, isTakenBack }
}

/** What becomes of the connection that one call makes, followed through variables, promises and what functions return. */
class MadeConnection {
  readonly #project: Project
  readonly #file: SourceFile
  readonly #seen = new Set<Node>()
  isKept = false
  #isClosed = false
  #isClosedOnError = false

  constructor(project: Project, file: SourceFile, call: Node) {
    this.#project = project
    this.#file = file
    this.#follow(file, call)
  }

  /** What is kept, and closed only where opening it fails, is nobody's own. */
  get isTakenBack(): boolean {
    return this.#isClosed || (this.#isClosedOnError && !this.isKept)
  }

  #follow(file: SourceFile, value: Node): void {
    const outer = outermost(value)
    const parent = outer.parent
    if (!parent || this.#seen.has(outer)) return
    this.#seen.add(outer)
    switch (parent.type) {
      case 'AwaitExpression':
      case 'LogicalExpression':
        this.#follow(file, parent)
        return
      case 'ConditionalExpression':
        if (parent.test !== outer) this.#follow(file, parent)
        return
      case 'VariableDeclarator':
        if (parent.init === outer && parent.id.type === 'Identifier')
          this.#followVariable(file, file.scopes.lookup(parent.id, parent.id.name))
        return
      case 'AssignmentExpression':
        if (parent.right !== outer) return
        if (isKeptIn(file, parent.left)) {
          this.isKept = true
          // Objects of another module that close it may be many.
          if (file !== this.#file && closesMember(file, parent.left)) this.#isClosed = true
        } else this.#followTarget(file, parent.left)
        this.#follow(file, parent)
        return
      case 'Property':
        if (parent.value === outer && parent.parent?.type === 'ObjectExpression')
          this.#follow(file, parent.parent)
        return
      case 'PropertyDefinition':
        if (parent.value === outer) this.isKept = true
        return
      case 'MemberExpression':
        if (parent.object === outer) this.#followChain(file, parent)
        return
      case 'ReturnStatement': {
        const fn = enclosingFunction(parent)
        if (fn) this.#followResult(file, fn)
        return
      }
      case 'ArrowFunctionExpression':
        if (parent.body === outer) this.#followResult(file, parent)
        return
    }
  }

  #followVariable(file: SourceFile, binding: Binding | undefined): void {
    if (!binding) return
    if (binding.scope === file.program) {
      this.isKept = true
      return
    }
    for (const reference of binding.references) this.#follow(file, reference)
  }

  #followTarget(file: SourceFile, left: Node): void {
    const target = unwrap(left)
    if (target.type === 'Identifier') this.#followVariable(file, file.scopes.resolve(target))
  }

  /** `connection.closeSync()`; the promise's own methods hand its value on. */
  #followChain(file: SourceFile, member: Node): void {
    const method = memberName(member) ?? ''
    if (closing.test(method)) {
      if (ancestor(member, isCatch, isFunction)) this.#isClosedOnError = true
      else this.#isClosed = true
    }
    const call = outermost(member).parent
    if (!/^(then|catch|finally)$/.test(method) || call?.type !== 'CallExpression') return
    const callback = call.arguments[0]
    if (method !== 'then') this.#follow(file, call)
    else if (isFunction(callback)) {
      const [parameter] = callback.params
      if (parameter?.type === 'Identifier')
        this.#followVariable(file, file.scopes.lookup(parameter, parameter.name))
    }
  }

  #followResult(file: SourceFile, fn: AnyFunction): void {
    const made = outermost(fn)
    const call = made.parent
    if (call?.type === 'CallExpression') {
      const callee = unwrap(call.callee)
      if (callee === fn || (memberName(callee) === 'then' && call.arguments[0] === (made as Node)))
        this.#follow(file, call)
      else if (isMemoizer(callee)) this.isKept = true
      return
    }
    const name = functionName(fn)
    if (name === undefined || this.#seen.has(fn)) return
    this.#seen.add(fn)
    if (/^(Method|Property)/.test(fn.parent?.type ?? '')) {
      this.#followMethod(file, name)
      return
    }
    const declaration = fn.type === 'FunctionDeclaration' ? fn : fn.parent
    const importers = this.#project.graph.importersOf(file.path)
    for (const path of [file.path, ...importers]) {
      const user = isTestFile(path) && path !== file.path ? undefined : this.#project.source(path)
      if (user) this.#followCalls(user, (callee) => this.#names(user, callee, name, file.path, declaration))
    }
  }

  #names(
    user: SourceFile,
    callee: Node,
    name: string,
    declaredIn: string,
    declaration: Node | null | undefined,
  ): boolean {
    if (callee.type !== 'Identifier' || (user.path === declaredIn && callee.name !== name)) return false
    const named = declarationNamed(this.#project, user, callee)
    return named?.file === declaredIn && named.node === declaration
  }

  #followMethod(file: SourceFile, name: string): void {
    this.#followCalls(file, (callee) => callee.type === 'MemberExpression' && memberName(callee) === name)
  }

  #followCalls(file: SourceFile, isCalled: (callee: Node) => boolean): void {
    walk(file.program, (node) => {
      if (node.type !== 'CallExpression') return true
      if (isCalled(unwrap(node.callee))) this.#follow(file, node)
      else if (isMemoizer(unwrap(node.callee)) && node.arguments.some((each) => isCalled(unwrap(each))))
        this.isKept = true
      return true
    })
  }
}

/** True where a file closes what it keeps in a member of that name. */
function closesMember(file: SourceFile, left: Node): boolean {
  const kept = memberName(unwrap(left))
  let isFound = false
  walk(file.program, (node) => {
    if (kept !== undefined && node.type === 'MemberExpression' && closing.test(memberName(node) ?? ''))
      isFound ||= memberName(unwrap(node.object)) === kept
    return !isFound
  })
  return isFound
}

function isCatch(node: Node): node is Node & { readonly type: 'CatchClause' } {
  return node.type === 'CatchClause'
}

/** `once(open)`, `pMemoize(open)`: what it gives opens one time. */
function isMemoizer(callee: Node): boolean {
  const name = callee.type === 'Identifier' ? callee.name : memberName(callee)
  return name !== undefined && /^once|once$|memo|^lazy|singleton/i.test(name)
}

function isKeptIn(file: SourceFile, left: Node): boolean {
  const target = unwrap(left)
  if (target.type === 'MemberExpression') return true
  const scope = target.type === 'Identifier' ? file.scopes.resolve(target)?.scope : undefined
  return scope !== undefined && (scope === file.program || outlivesCall(left, scope))
}

/** `let connection` of a factory, which a function that it makes fills: kept from one of its calls to the next. */
function outlivesCall(assigned: Node, scope: Node): boolean {
  let made: Node | undefined
  for (let node: Node | null | undefined = assigned; node && node !== scope; node = node.parent)
    if (isFunction(node)) made = node
  const parent = made && outermost(made).parent
  return parent !== undefined && parent !== null && parent.type !== 'CallExpression'
}
