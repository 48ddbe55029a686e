import type { CallExpression } from 'oxc-parser'
import { type ExistingMethod, existingMethods } from '../repositories/existing-methods.js'
import { inheritsRepository } from '../repositories/extends-repository.js'
import { memberDeclared } from '../survey/class-members.js'
import { neoCompat } from '../survey/driver-openings.js'
import { declarationNamed } from '../survey/imported-binding.js'
import {
  type AnyFunction,
  enclosingClass,
  isClass,
  isPlainReceiver,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { visibleSql } from '../survey/sql-text.js'
import { methodOf } from '../survey/this-owner.js'
import { givesThroughClient, isThroughClient } from './through-client.js'

/** A call of a repository method whose statement is known. */
export interface DataCall {
  readonly call: CallExpression
  /** The call, or the `await` around it. */
  readonly expression: Node
  readonly awaited: boolean
  /** The expression that yields the repository, as it may be written at the call. */
  readonly receiver: string
  readonly repository: { readonly file: string; readonly className: string }
  /** On a connection that the code was handed: its transaction and its order are whoever's opened it. */
  readonly onConnection: boolean
  /** By the legacy client's own methods, on whatever connection that has. */
  readonly throughClient: boolean
  readonly method: ExistingMethod
  /** Arguments in the order of the method's parameters. */
  readonly values: readonly Node[]
}

/** A call of a repository method that puts its statement together. */
export interface BuiltCall extends Pick<DataCall, 'repository' | 'onConnection' | 'throughClient'> {
  readonly sql: string
}

/** Finds out what calls do to the database, in code that phase 1 has moved to repositories. */
export class DataCalls {
  readonly #project: Project
  readonly #methods = new Map<string, ReadonlyMap<string, ExistingMethod>>()

  constructor(project: Project) {
    this.#project = project
  }

  /** The repository method that a call runs, directly or through a method that only hands it on. */
  of(file: SourceFile, node: Node): DataCall | undefined {
    if (node.type !== 'CallExpression') return undefined
    const callee = unwrap(node.callee)
    if (callee.type !== 'MemberExpression' || callee.optional) return undefined
    const values = node.arguments as Node[]
    if (values.some((value) => value.type === 'SpreadElement')) return undefined
    const name = memberName(callee) ?? ''
    const asked = this.#askedOf(file, callee.object)
    if (!asked) return this.#handedOn(file, node, callee.object, name, values)
    const method = this.methods(asked.repository).get(name)
    if (!method || method.parameters.length !== values.length) return undefined
    return { ...at(node), receiver: file.textOf(callee.object), ...asked, method, values }
  }

  /** What shows of the one statement that a repository's method puts together before it sends it. */
  builtOf(file: SourceFile, node: Node): BuiltCall | undefined {
    const callee = node.type === 'CallExpression' ? unwrap(node.callee) : undefined
    const asked = callee?.type === 'MemberExpression' ? this.#askedOf(file, callee.object) : undefined
    if (!asked || callee?.type !== 'MemberExpression') return undefined
    const { source, declared } = this.#declared(asked.repository) ?? {}
    const body = declared && methodOf(declared, memberName(callee), false)
    if (!source || !body) return undefined
    const sent: Node[] = []
    walk(body as Node, (each) => {
      const called = each.type === 'CallExpression' ? unwrap(each.callee) : undefined
      const isSent =
        called?.type === 'MemberExpression' &&
        statementMethods.test(memberName(called) ?? '') &&
        /^this\s*\.\s*db$/.test(source.textOf(called.object))
      if (isSent) sent.push((each as CallExpression).arguments[0] as Node)
      return true
    })
    const sql = sent.length === 1 ? visibleSql(source, sent[0]) : undefined
    return sql === undefined ? undefined : { sql, ...asked }
  }

  #askedOf(file: SourceFile, object: Node): Omit<BuiltCall, 'sql'> | undefined {
    const bound = boundBy(file, object, 'repositoryOn')
    const onClient = bound
      ? undefined
      : (boundBy(file, object, 'repositoryThrough') ?? madeOnClient(file, object))
    const named = bound ?? onClient
    const repository = named ? this.#classNamed(file, named) : this.repositoryOf(file, object)
    if (!repository) return undefined
    const onConnection = bound !== undefined
    const throughClient = onClient !== undefined || (!onConnection && this.#isThroughClient(repository))
    return { repository, onConnection, throughClient }
  }

  methods(repository: DataCall['repository']): ReadonlyMap<string, ExistingMethod> {
    const key = `${repository.file}#${repository.className}`
    const known = this.#methods.get(key)
    if (known) return known
    const source = this.#project.source(repository.file)
    const found = source ? existingMethods(source, repository.className) : []
    const methods = new Map(found.map((method) => [method.name, method]))
    this.#methods.set(key, methods)
    return methods
  }

  /** The repository class that an expression holds: `inject(X)`, `new X(database)`, a variable or a field of it. */
  repositoryOf(file: SourceFile, object: Node): DataCall['repository'] | undefined {
    const named = injectedBy(file, object) ?? madeOn(file, object)?.repository
    return named && this.#classNamed(file, named)
  }

  #classNamed(file: SourceFile, identifier: Node): DataCall['repository'] | undefined {
    const declared = declarationNamed(this.#project, file, identifier)
    return declared && isClass(declared.node)
      ? { file: declared.file, className: declared.node.id?.name ?? '' }
      : undefined
  }

  #isThroughClient(repository: DataCall['repository']): boolean {
    const { source, declared } = this.#declared(repository) ?? {}
    return Boolean(source && declared && isThroughClient(this.#project, source, declared))
  }

  #declared({ file, className }: DataCall['repository']) {
    const source = this.#project.source(file)
    const declared = source?.scopes.topLevel(className)?.declaration
    return source && declared && { source, declared }
  }

  /** `this.find(id)` where `find` does nothing but `return this.items.findById(id)`. */
  #handedOn(
    file: SourceFile,
    call: CallExpression,
    object: Node,
    name: string,
    values: readonly Node[],
  ): DataCall | undefined {
    if (unwrap(object).type !== 'ThisExpression') return undefined
    const owner = enclosingClass(call as Node)
    if (!isClass(owner)) return undefined
    const member = owner.body.body.find(
      (candidate) => candidate.type === 'MethodDefinition' && keyName(candidate.key) === name,
    )
    if (member?.type !== 'MethodDefinition') return undefined
    const body = member.value as AnyFunction
    const statements = body.body && 'body' in body.body ? (body.body.body as Node[]) : []
    const [only] = statements
    if (statements.length !== 1 || only?.type !== 'ReturnStatement' || !only.argument) return undefined
    const returned = unwrap(only.argument)
    const inner = returned.type === 'AwaitExpression' ? unwrap(returned.argument) : returned
    if (inner.type === 'CallExpression' && unwrap(inner.callee).type === 'MemberExpression') {
      const target = unwrap((unwrap(inner.callee) as { object: Node }).object)
      if (target.type === 'ThisExpression') return undefined
    }
    const found = this.of(file, inner)
    if (!found) return undefined
    const parameters = body.params.map((parameter) =>
      parameter.type === 'Identifier' ? parameter.name : undefined,
    )
    const mapped = found.values.map((value) => {
      const bare = unwrap(value)
      return bare.type === 'Identifier' ? values[parameters.indexOf(bare.name)] : undefined
    })
    if (mapped.some((value) => value === undefined)) return undefined
    return { ...found, ...at(call), values: mapped as Node[] }
  }
}

function at(call: CallExpression): Pick<DataCall, 'call' | 'expression' | 'awaited'> {
  const outer = outermost(call as Node)
  const awaited = outer.parent?.type === 'AwaitExpression'
  return { call, expression: awaited ? outer.parent! : outer, awaited }
}

/** The identifier in `inject(X)`, where an expression is that or holds it. */
export function injectedBy(file: SourceFile, object: Node): Node | undefined {
  const bare = unwrap(object)
  if (bare.type === 'CallExpression') {
    const callee = unwrap(bare.callee)
    const argument = bare.arguments[0] as Node | undefined
    return isOfRuntime(file, callee, 'inject') && argument?.type === 'Identifier' ? argument : undefined
  }
  if (bare.type === 'Identifier') {
    const declaration = file.scopes.resolve(bare)?.declaration
    const value = declaration?.type === 'AssignmentPattern' ? declaration.right : heldValue(file, bare)
    return value && injectedBy(file, value)
  }
  const field = fieldOf(bare)
  const value =
    field?.type === 'PropertyDefinition'
      ? field.value
      : field?.type === 'AssignmentPattern'
        ? field.right
        : undefined
  return value ? injectedBy(file, value) : undefined
}

/** The class's name and the database in `new X(database)`, where an expression is that or a constant holds it. */
export function madeOn(
  file: SourceFile,
  object: Node,
): { readonly repository: Node; readonly database: Node } | undefined {
  const made = madeBy(file, object)
  const isOnDatabase = made && (injectedBy(file, made.database) || isHandedDatabase(file, made.database))
  return isOnDatabase ? made : undefined
}

/** The class's name in `new X(databaseOn(client))`, where an expression is that or a constant holds it. */
function madeOnClient(file: SourceFile, object: Node): Node | undefined {
  const made = madeBy(file, object)
  const call = made && unwrap(made.database)
  const callee =
    call?.type === 'CallExpression' && call.arguments.length === 1 ? unwrap(call.callee) : undefined
  if (callee?.type !== 'Identifier' || !callee.name.endsWith('On')) return undefined
  return file.scopes.resolve(callee)?.kind === 'import' ? made?.repository : undefined
}

function madeBy(
  file: SourceFile,
  object: Node,
): { readonly repository: Node; readonly database: Node } | undefined {
  const bare = unwrap(object)
  if (bare.type === 'NewExpression') {
    const repository = unwrap(bare.callee)
    const [database, ...more] = bare.arguments as Node[]
    return repository.type === 'Identifier' && database && more.length === 0
      ? { repository, database }
      : undefined
  }
  const held = heldValue(file, bare)
  return held && madeBy(file, held)
}

/** What the variable that an identifier names is declared with. */
function heldValue(file: SourceFile, identifier: Node): Node | undefined {
  const binding = identifier.type === 'Identifier' ? file.scopes.resolve(identifier) : undefined
  const declaration = binding?.declaration
  if (declaration?.type !== 'VariableDeclarator' || declaration.id !== binding?.identifier) return undefined
  return declaration.init ?? undefined
}

/**
 * The identifier in `repositoryOn(X, connection)` and the like, where an expression is that or a constant holds it; not
 * where what it is on may be another one each time.
 */
function boundBy(file: SourceFile, object: Node, by: 'repositoryOn' | 'repositoryThrough'): Node | undefined {
  const bare = unwrap(object)
  const call = bare.type === 'CallExpression' ? bare : heldCall(file, bare)
  const [repository, on] = (call?.arguments ?? []) as (Node | undefined)[]
  if (!call || !on || !isImported(file, unwrap(call.callee), neoCompat, by)) return undefined
  const isSame = call !== bare || unwrap(on).type === 'ObjectExpression' || isPlainReceiver(on)
  return isSame && repository?.type === 'Identifier' ? repository : undefined
}

function heldCall(file: SourceFile, identifier: Node): CallExpression | undefined {
  const held = heldValue(file, identifier)
  const call = held && unwrap(held)
  return call?.type === 'CallExpression' ? call : undefined
}

function isImported(file: SourceFile, callee: Node, from: string, name: string): boolean {
  const declaration = callee.type === 'Identifier' ? file.scopes.resolve(callee)?.declaration : undefined
  return (
    declaration?.type === 'ImportSpecifier' &&
    declaration.parent?.type === 'ImportDeclaration' &&
    declaration.parent.source.value === from &&
    keyName(declaration.imported as Node) === name
  )
}

const runtimeModules = ['@duckshift/runtime', '@duckshift/runtime/resilience']

/** The runtime's function of that name: other packages have one, too. */
export function isOfRuntime(file: SourceFile, callee: Node, name: 'inject' | 'retry'): boolean {
  const declaration = callee.type === 'Identifier' ? file.scopes.resolve(callee)?.declaration : undefined
  if (declaration?.type === 'ImportSpecifier')
    return runtimeModules.some((from) => isImported(file, callee, from, name))
  const loaded = /^(?:await\s+)?(?:require|import)\(\s*['"]@duckshift\/runtime(\/resilience)?['"]/
  return (
    callee.type === 'Identifier' &&
    callee.name === name &&
    declaration?.type === 'VariableDeclarator' &&
    declaration.init !== null &&
    loaded.test(file.textOf(declaration.init as Node))
  )
}

/** A call of something injected: the database or a repository, which a rollback undoes. */
export function isOnInjected(project: Project, file: SourceFile, call: Node): boolean {
  const callee = call.type === 'CallExpression' ? unwrap(call.callee) : undefined
  if (callee?.type !== 'MemberExpression') return false
  const made = madeOn(file, callee.object)?.repository
  const token =
    injectedBy(file, callee.object) ?? (made && isRepository(project, file, made) ? made : undefined)
  return token ? !givesThroughClient(project, file, token) : isHandedDatabase(file, callee.object)
}

/** True for the name of a repository class. */
export function isRepository(project: Project, file: SourceFile, name: Node): boolean {
  const declared = declarationNamed(project, file, name)
  const source = declared && project.source(declared.file)
  return Boolean(declared && source && inheritsRepository(project, source, declared.node))
}

const statementMethods = /^(query|maybeOne|one|execute|stream|script)$/

/** What a call runs on the injected database itself: the SQL that its text shows, and what it is given. */
export function databaseStatement(
  file: SourceFile,
  call: Node,
): { readonly sql: string; readonly values: readonly Node[] } | undefined {
  if (call.type !== 'CallExpression') return undefined
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression') return undefined
  if (!injectedBy(file, callee.object) && !isHandedDatabase(file, callee.object)) return undefined
  if (!statementMethods.test(memberName(callee) ?? '')) return undefined
  const [text, given] = call.arguments as (Node | undefined)[]
  const sql = visibleSql(file, text)
  return sql === undefined ? undefined : { sql, values: given ? valuesIn(unwrap(given)) : [] }
}

/** The elements of `[a, b]` and `{ a, b }`. */
function valuesIn(given: Node): Node[] {
  if (given.type === 'ArrayExpression') return given.elements.filter((element) => element !== null) as Node[]
  if (given.type !== 'ObjectExpression') return []
  return given.properties.flatMap((property) =>
    property.type === 'Property' ? [property.value as Node] : [],
  )
}

/** A parameter or a field of the runtime's type `Database`. */
export function isHandedDatabase(file: SourceFile, object: Node): boolean {
  const annotation = annotationOf(file, unwrap(object))
  if (annotation?.type !== 'TSTypeReference' || annotation.typeName.type !== 'Identifier') return false
  const declaration = file.scopes.topLevel(annotation.typeName.name)?.declaration
  return (
    declaration?.type === 'ImportSpecifier' &&
    keyName(declaration.imported as Node) === 'Database' &&
    declaration.parent?.type === 'ImportDeclaration' &&
    declaration.parent.source.value === '@duckshift/runtime'
  )
}

/** The type that a parameter or a field of its class, `this.db`, is declared with. */
function annotationOf(file: SourceFile, object: Node): Node | undefined {
  const binding = object.type === 'Identifier' ? file.scopes.resolve(object) : undefined
  const declared = binding?.kind === 'parameter' ? binding.identifier : fieldOf(object)
  const typed = declared?.type === 'AssignmentPattern' ? declared.left : declared
  return (typed as { typeAnnotation?: { typeAnnotation?: Node } | null } | undefined)?.typeAnnotation
    ?.typeAnnotation
}

/** What declares `this.name`: a field, or the parameter that is one. */
function fieldOf(object: Node): Node | undefined {
  if (object.type !== 'MemberExpression' || unwrap(object.object).type !== 'ThisExpression') return undefined
  const owner = enclosingClass(object)
  const name = memberName(object)
  if (name === undefined || !isClass(owner)) return undefined
  const declared = memberDeclared(owner, name)
  return declared?.type === 'TSParameterProperty' ? (declared.parameter as Node) : declared
}

/** Files of the project that may hold calls of repositories: those that import what they are injected or made on. */
export function filesWithInjection(project: Project): string[] {
  return project.files.filter((path) => {
    const text = project.text(path)
    if (text === undefined) return false
    const isGiven =
      text.includes('@duckshift/runtime') && /\b(inject|repository(On|Through)|Database)\b/.test(text)
    return isGiven || /\bRepository\(\w+On\(/.test(text)
  })
}
