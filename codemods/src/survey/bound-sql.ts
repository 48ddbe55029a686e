import type { Class } from 'oxc-parser'
import { declarationReached } from './callee-function.js'
import type { BoundSql } from './client-value.js'
import { inheritingClasses, mayBeExtended } from './inheriting-classes.js'
import {
  type AnyFunction,
  enclosingClass,
  isClass,
  isFunction,
  isPrivateMember,
  keyName,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
} from './nodes.js'
import type { Project } from './project.js'
import { assignedTo, type Binding } from './scopes.js'
import type { SourceFile } from './source-file.js'
import { visibleSql } from './sql-text.js'
import { bindsToConnection } from './statement-kind.js'
import { namesOwner, ownReferences } from './this-owner.js'

type Call = BoundSql['calls'][number]

/** An expression and the file it is in. */
interface Place {
  readonly file: SourceFile
  readonly node: Node
}

interface SentText {
  readonly sql: string
  /** True for the value of a constant, which it has each time. */
  readonly isConstant: boolean
  /** The call that hands it over to the function that sends it. */
  readonly call?: Call
}

/**
 * The statements of a transaction, or of a session, that an expression may be, where it is no text itself: constants of
 * any file and members of them, elements of lists, and what the function around is handed.
 */
export function boundSql(
  project: Project,
  file: SourceFile,
  client: Node | undefined,
  sent: Node | undefined,
): BoundSql | undefined {
  if (!sent || /^(Literal|TemplateLiteral|SpreadElement)$/.test(unwrap(sent).type)) return undefined
  return bound(new TextReader(project, client && { file, node: client }).texts({ file, node: sent }))
}

/** The same of a method that is taken as a value: `const run = connection.run.bind(connection)`. */
export function boundSqlTo(project: Project, file: SourceFile, method: Node): BoundSql | undefined {
  let value = outermost(method)
  for (let parent = value.parent; parent; parent = value.parent) {
    const isGiven = parent.type === 'CallExpression' && parent.arguments.includes(value as never)
    const isBound = parent.type === 'MemberExpression' && memberName(parent) === 'bind'
    if (!isGiven && !isBound) break
    value = outermost(parent)
    const call: Node | null | undefined = value.parent
    if (isBound && call?.type === 'CallExpression') value = outermost(call)
  }
  const declarator = value.parent
  if (declarator?.type !== 'VariableDeclarator' || declarator.init !== value) return undefined
  if (declarator.id.type !== 'Identifier') return undefined
  const references = file.scopes.lookup(declarator.id, declarator.id.name)?.references ?? []
  return bound(callsBy(file, references).flatMap((call) => new TextReader(project).handedBy(call, 0, 0)))
}

function bound(texts: readonly SentText[]): BoundSql | undefined {
  const found = texts.filter(({ sql }) => bindsToConnection(sql))
  const [first] = found
  if (!first) return undefined
  return {
    sql: found.map(({ sql }) => sql).join('; '),
    ...(texts.length === 1 && first.isConstant && !first.call && { isConstant: true }),
    calls: found.flatMap(({ call }) => call ?? []),
  }
}

/** Reads what texts an expression may be. */
class TextReader {
  readonly #project: Project
  readonly #client: Place | undefined

  constructor(project: Project, client?: Place) {
    this.#project = project
    this.#client = client
  }

  texts({ file, node: expression }: Place, depth = 0): SentText[] {
    const node = unwrap(expression)
    if (depth > 6) return []
    switch (node.type) {
      case 'Identifier':
        return this.#named(file, node, depth)
      case 'MemberExpression':
        return this.#member(file, node, depth)
      case 'ConditionalExpression':
        return chosen(
          [node.consequent, node.alternate].flatMap((each) => this.texts({ file, node: each }, depth + 1)),
        )
      case 'LogicalExpression':
        return chosen([node.left, node.right].flatMap((each) => this.texts({ file, node: each }, depth + 1)))
      case 'ArrayExpression':
        return chosen(
          (node.elements as (Node | null)[]).flatMap((element) =>
            element
              ? this.texts(
                  { file, node: element.type === 'SpreadElement' ? element.argument : element },
                  depth + 1,
                )
              : [],
          ),
        )
      case 'CallExpression': {
        // `sql.trim()`, `statements.join(';')`, `Object.freeze(statements)`
        const callee = unwrap(node.callee)
        const method = memberName(callee) ?? ''
        const [first] = node.arguments as Node[]
        if (callee.type !== 'MemberExpression') return []
        if (/^(freeze|values)$/.test(method)) return first ? this.texts({ file, node: first }, depth + 1) : []
        const isSame = /^(trim|trimStart|trimEnd|toUpperCase|toLowerCase)$/.test(method)
        if (!isSame && !/^(replace|replaceAll|join|filter|slice|concat)$/.test(method)) return []
        return chosenUnless(isSame, this.texts({ file, node: callee.object }, depth + 1))
      }
      default: {
        const sql = visibleSql(file, node)
        return sql === undefined ? [] : [{ sql, isConstant: true }]
      }
    }
  }

  /** What a call hands over to a function in place of a parameter. */
  handedBy(call: Call, index: number, depth: number): SentText[] {
    const given = call.call.arguments[index] as Node | undefined
    if (!given || given.type === 'SpreadElement') return []
    const reader = new TextReader(this.#project)
    return reader.texts({ file: call.file, node: given }, depth + 1).map((text) => ({ ...text, call }))
  }

  #named(file: SourceFile, node: Node, depth: number): SentText[] {
    const binding = file.scopes.resolve(node)
    if (binding?.kind === 'parameter') return this.#parameter(file, binding, depth)
    const declared = declarationReached(this.#project, file, node)
    if (!declared) return []
    const declarator = declared.node.type === 'VariableDeclarator' ? declared.node : undefined
    // `module.exports = { COMMIT: 'COMMIT' }`
    if (!declarator) return this.texts(declared, depth + 1)
    const loop = declarator.parent?.parent
    if (loop?.type === 'ForOfStatement' && loop.left === declarator.parent)
      return chosen(this.texts({ file: declared.file, node: loop.right }, depth + 1))
    if (declarator.id.type !== 'Identifier') return []
    const own = declared.file.scopes.lookup(declarator.id as Node, declarator.id.name)
    const others = own ? assignedTo(own) : []
    const found = [declarator.init, ...others].flatMap((value) =>
      value ? this.texts({ file: declared.file, node: value as Node }, depth + 1) : [],
    )
    return others.length > 0 ? chosen(found) : found
  }

  /** `statements.begin`, `Verb.Begin`, `Store.BEGIN`, `steps[index]`, and `sql.BEGIN` of a module. */
  #member(file: SourceFile, node: Node & { readonly type: 'MemberExpression' }, depth: number): SentText[] {
    const name = memberName(node)
    const object = unwrap(node.object)
    const whole = name === undefined ? undefined : declarationReached(this.#project, file, node)
    if (whole) return this.texts({ file: whole.file, node: valueDeclared(whole.node) }, depth + 1)
    const owner = ownerNamed(object)
    const declared = owner ? { file, node: owner as Node } : declarationReached(this.#project, file, object)
    const holder = declared ? valueDeclared(declared.node) : object
    const isFilled = (declared?.file ?? file).scopes.memberAssignments.some(
      ({ left }) => memberName(unwrap(left as Node)) === name,
    )
    return chosenUnless(
      name !== undefined && !isFilled,
      membersOf(holder, name).flatMap((value) =>
        this.texts({ file: declared?.file ?? file, node: value }, depth + 1),
      ),
    )
  }

  /** What callers hand over, and what a callback of a list gets: `statements.map((sql) => connection.run(sql))`. */
  #parameter(file: SourceFile, binding: Binding, depth: number): SentText[] {
    const fn = binding.scope as AnyFunction
    const index = isFunction(fn) ? (fn.params as Node[]).indexOf(binding.declaration) : -1
    if (index < 0) return []
    // Who hands the client over too, `run(connection, 'BEGIN')`, shows it there.
    const client = this.#client
    if (client?.file === file && isParameterOf(file, client.node, fn)) return []
    const around = fn.parent
    const callee =
      around?.type === 'CallExpression' && around.callee !== fn ? unwrap(around.callee) : undefined
    if (callee?.type === 'MemberExpression')
      return listed.test(memberName(callee) ?? '')
        ? chosen(this.texts({ file, node: callee.object }, depth + 1))
        : []
    return chosen(placesOf(this.#project, file, fn).flatMap((call) => this.handedBy(call, index, depth)))
  }
}

const listed = /^(map|forEach|reduce|flatMap|some|every|find)$/

/** Texts of which it is not said which one it is. */
function chosen(texts: readonly SentText[]): SentText[] {
  return texts.map((text) => ({ ...text, isConstant: false }))
}

function chosenUnless(isCertain: boolean, texts: SentText[]): SentText[] {
  return isCertain ? texts : chosen(texts)
}

function ownerNamed(object: Node): Class | undefined {
  const owner = enclosingClass(object)
  const isStatic = owner && object.type !== 'ThisExpression' && namesOwner(owner, object)
  return object.type === 'ThisExpression' || isStatic ? owner : undefined
}

function valueDeclared(node: Node): Node {
  return node.type === 'VariableDeclarator' && node.init ? frozen(unwrap(node.init)) : node
}

/** `Object.freeze({ … })` */
function frozen(node: Node): Node {
  const [first] = node.type === 'CallExpression' ? (node.arguments as Node[]) : []
  const isFrozen = node.type === 'CallExpression' && memberName(unwrap(node.callee as Node)) === 'freeze'
  return isFrozen && first ? unwrap(first) : node
}

/** The values of an object's, a list's, an enumeration's or a class's members: of one name, or of all. */
function membersOf(holder: Node, name: string | undefined): Node[] {
  if (holder.type === 'ObjectExpression')
    return holder.properties.flatMap((property) =>
      property.type === 'Property' && (name === undefined || keyName(property.key) === name)
        ? [property.value as Node]
        : [],
    )
  if (holder.type === 'ArrayExpression')
    return name === undefined ? (holder.elements as (Node | null)[]).flatMap((element) => element ?? []) : []
  if (holder.type === 'TSEnumDeclaration')
    return holder.body.members.flatMap((member) =>
      member.initializer && (name === undefined || keyName(member.id as Node) === name)
        ? [member.initializer as Node]
        : [],
    )
  if (!isClass(holder)) return []
  return holder.body.body.flatMap((member) =>
    member.type === 'PropertyDefinition' && member.value && name !== undefined && keyName(member.key) === name
      ? [member.value as Node]
      : [],
  )
}

function isParameterOf(file: SourceFile, client: Node, fn: AnyFunction): boolean {
  const root = rootOf(client)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  return binding?.kind === 'parameter' && binding.scope === fn
}

const places = new WeakMap<AnyFunction, readonly Call[]>()

/** Where a function is called, as far as its file and the classes below its own tell; each statement in it asks. */
function placesOf(project: Project, file: SourceFile, fn: AnyFunction): readonly Call[] {
  const known = places.get(fn) ?? findPlaces(project, file, fn)
  places.set(fn, known)
  return known
}

function findPlaces(project: Project, file: SourceFile, fn: AnyFunction): Call[] {
  const { parent } = fn
  const owner = enclosingClass(fn as Node)
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const name = keyName(parent.key)
    if (!owner || name === undefined) return []
    return [
      ...calledIn(file, owner, name),
      ...(isPrivateMember(parent, name) ? [] : below(project, file, owner, name)),
    ]
  }
  const named =
    parent?.type === 'VariableDeclarator' && parent.init === fn
      ? parent.id
      : fn.type === 'FunctionDeclaration'
        ? fn.id
        : undefined
  if (named?.type !== 'Identifier') return []
  return callsBy(file, file.scopes.lookup(named as Node, named.name)?.references ?? [])
}

function calledIn(file: SourceFile, owner: Class, name: string): Call[] {
  return callsBy(file, ownReferences(file, owner, name))
}

/** The calls in classes that extend a class, at whatever distance. */
function below(project: Project, file: SourceFile, owner: Class, name: string): Call[] {
  if (!mayBeExtended(project, file.path)) return []
  return [...inheritingClasses(project, { file: file.path, classStart: owner.start })].flatMap((each) => [
    ...calledIn(each.file, each.owner, name),
    ...below(project, each.file, each.owner, name),
  ])
}

function callsBy(file: SourceFile, references: readonly Node[]): Call[] {
  return references.flatMap((reference) => {
    const call = outermost(reference).parent
    return call?.type === 'CallExpression' && unwrap(call.callee) === reference ? [{ file, call }] : []
  })
}
