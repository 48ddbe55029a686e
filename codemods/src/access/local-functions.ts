import type { CallExpression, Class } from 'oxc-parser'
import { escapePattern } from '../edits/escape-pattern.js'
import { isReplacedByTests } from '../survey/given-clients.js'
import { inheritingClasses, mayBeExtended } from '../survey/inheriting-classes.js'
import {
  type AnyFunction,
  enclosingClass,
  hasMember,
  isClass,
  isFunction,
  isPrivateMember,
  keyName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import { isTarget } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'
import { visibleSql } from '../survey/sql-text.js'
import { bindsToConnection } from '../survey/statement-kind.js'
import { ownReferences } from '../survey/this-owner.js'

export interface SenderCall {
  readonly file: SourceFile
  readonly call: CallExpression
  /** What is called: `rows`, `this.rows`. */
  readonly callee: Node
}

/** A function that only its own file calls, or a method that its class and those below it call on themselves. */
export interface LocalFunction {
  readonly body: AnyFunction
  readonly name: string
  readonly calls: readonly SenderCall[]
  /** Another function may run in its place: a class below has one of its name, or a test puts one there. */
  readonly isReplaced: boolean
  /** What goes with it once nothing calls it; absent where others may, or name it. */
  readonly removable?: Node
}

/** The functions of a file whose callers are all in sight, or that stand for nothing but themselves. */
export function* localFunctions(project: Project, file: SourceFile): Generator<LocalFunction> {
  const found: AnyFunction[] = []
  walk(file.program, (node) => {
    if (isFunction(node) && node.params.length > 0) found.push(node)
    return true
  })
  for (const body of found) {
    const local = methodAt(project, file, body) ?? functionAt(project, file, body)
    if (local && local.calls.length > 0) yield local
  }
}

function functionAt(project: Project, file: SourceFile, body: AnyFunction): LocalFunction | undefined {
  const { parent } = body
  const isConstant =
    parent?.type === 'VariableDeclarator' &&
    parent.init === body &&
    parent.parent?.type === 'VariableDeclaration' &&
    parent.parent.kind === 'const'
  const named = isConstant ? parent.id : body.type === 'FunctionDeclaration' ? body.id : undefined
  if (named?.type !== 'Identifier') return undefined
  const binding = file.scopes.lookup(named as Node, named.name)
  const declaration: Node = isConstant ? parent : (body as Node)
  const isExported = [...(project.exports(file.path)?.named.values() ?? [])].some(
    (exported) => exported.kind === 'local' && exported.node === declaration,
  )
  if (!binding || binding.declaration !== declaration || isExported) return undefined
  if (binding.references.some((reference) => isTarget(reference))) return undefined
  const calls = callsBy(file, binding.references)
  const statement = isConstant ? parent.parent : (body as Node)
  const isAlone = !isConstant || (parent.parent as { declarations: unknown[] }).declarations.length === 1
  const isWhole = calls.length === binding.references.length && isAlone
  return {
    body,
    name: named.name,
    calls,
    isReplaced: false,
    ...(isWhole && statement && { removable: statement }),
  }
}

function methodAt(project: Project, file: SourceFile, body: AnyFunction): LocalFunction | undefined {
  const member = body.parent
  const owner = enclosingClass(body as Node)
  const isMember =
    (member?.type === 'MethodDefinition' && member.kind === 'method') ||
    (member?.type === 'PropertyDefinition' && member.value === (body as Node))
  if (!isMember || !owner || member.parent !== (owner.body as Node)) return undefined
  const name = member.computed ? undefined : keyName(member.key)
  if (name === undefined || member.static || member.decorators.length > 0) return undefined
  // Of several signatures, or what `Store.prototype` gives another time, none is the whole function.
  if (owner.body.body.filter((each) => 'key' in each && keyName(each.key) === name).length > 1)
    return undefined
  const own = ownReferences(file, owner, name)
  const isPrivate = isPrivateMember(member, name)
  const below = isPrivate ? [] : classesBelow(project, file, owner)
  const references = [{ file, owner }, ...below].map((each) => ({
    ...each,
    nodes: each.owner === owner ? own : ownReferences(each.file, each.owner, name),
  }))
  if (references.some(({ nodes }) => nodes.some((node) => isTarget(node)))) return undefined
  const calls = references.flatMap((each) =>
    callsBy(
      each.file,
      each.nodes.filter((node) => isThisOf(each.owner, node)),
    ),
  )
  const isOwn = isPrivate && isOnlyOwn(file, own, name)
  return {
    body,
    name,
    calls,
    isReplaced:
      below.some((each) => hasMember(each.owner, name)) ||
      (!name.startsWith('#') && isReplacedByTests(project, file.path, name)),
    ...(isOwn && calls.length === own.length && { removable: member }),
  }
}

/** The classes of the project that extend a class, at whatever distance. */
export function classesBelow(
  project: Project,
  file: SourceFile,
  owner: Class,
): { readonly file: SourceFile; readonly owner: Class }[] {
  if (!mayBeExtended(project, file.path)) return []
  const direct = [...inheritingClasses(project, { file: file.path, classStart: owner.start })]
  return direct.flatMap((each) => [each, ...classesBelow(project, each.file, each.owner)])
}

/** A statement of its own, and none that is tied to one connection. */
export function showsStatement({ file, call }: SenderCall): boolean {
  const sql = visibleSql(file, call.arguments[0] as Node | undefined)
  return sql !== undefined && !bindsToConnection(sql)
}

/** False where `this` is another object's, or the class itself: in a function within a method, or a static one. */
function isThisOf(owner: Class, node: Node): boolean {
  for (let current = node.parent; current && current !== (owner.body as Node); current = current.parent) {
    if (current.type === 'StaticBlock' || isClass(current)) return false
    const isMember = current.parent === (owner.body as Node)
    if (isMember && 'static' in current && current.static) return false
    const isOfMember = current.parent?.parent === (owner.body as Node)
    if (isFunction(current) && current.type !== 'ArrowFunctionExpression' && !isOfMember) return false
  }
  return true
}

function callsBy(file: SourceFile, references: readonly Node[]): SenderCall[] {
  return references.flatMap((callee) => {
    const call = outermost(callee).parent
    const isCalled = call?.type === 'CallExpression' && unwrap(call.callee) === callee && !call.optional
    return isCalled ? [{ file, call, callee }] : []
  })
}

/** True where nothing but `this` is asked for a member of that name, and nothing takes it out of `this`. */
export function isOnlyOwn(file: SourceFile, own: readonly Node[], name: string): boolean {
  const word = escapePattern(name.replace(/^#/, ''))
  const asked = new RegExp(`(?<!\\bthis\\s*\\??)\\.\\s*#?${word}(?![\\w$])|['"\`]${word}['"\`]`)
  return own.every(({ type }) => type === 'MemberExpression') && !asked.test(file.text)
}
