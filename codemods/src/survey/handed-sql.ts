import type { Class } from 'oxc-parser'
import type { HandedSql } from './client-value.js'
import { inheritingClasses, mayBeExtended } from './inheriting-classes.js'
import {
  type AnyFunction,
  enclosingClass,
  keyName,
  memberName,
  type Node,
  outermost,
  rootOf,
  unwrap,
} from './nodes.js'
import type { Project } from './project.js'
import type { SourceFile } from './source-file.js'
import { visibleSql } from './sql-text.js'
import { statementKind } from './statement-kind.js'
import { ownReferences } from './this-owner.js'

type Call = HandedSql['calls'][number]

/**
 * What a function is handed that sends it as SQL, where that is part of a transaction or sets up a session:
 * `const run = (sql: string) => connection.run(sql)`, and `this.run('BEGIN')` of a class or of one that extends it.
 */
export function handedSql(
  project: Project,
  file: SourceFile,
  client: Node | undefined,
  sent: Node | undefined,
  depth = 0,
): HandedSql | undefined {
  const text = sent && unwrap(sent)
  const binding = text?.type === 'Identifier' ? file.scopes.resolve(text) : undefined
  const fn = binding?.kind === 'parameter' ? (binding.scope as AnyFunction) : undefined
  const index = fn ? (fn.params as Node[]).indexOf(binding!.declaration) : -1
  if (!fn || index < 0 || depth > 3) return undefined
  // Who hands the client over too, `run(connection, 'BEGIN')`, shows it there.
  if (client && isParameterOf(file, client, fn)) return undefined
  return joined(
    placesOf(project, file, fn).flatMap((place) => {
      const given = place.call.arguments[index] as Node | undefined
      return boundSql(place, index) ?? handedSql(project, place.file, undefined, given, depth + 1) ?? []
    }),
  )
}

function isParameterOf(file: SourceFile, client: Node, fn: AnyFunction): boolean {
  const root = rootOf(client)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  return binding?.kind === 'parameter' && binding.scope === fn
}

/** The same of a method that is taken as a value: `const run = connection.run.bind(connection)`. */
export function sqlHandedTo(file: SourceFile, method: Node): HandedSql | undefined {
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
  return joined(callsBy(file, references).flatMap((place) => boundSql(place, 0) ?? []))
}

function boundSql(place: Call, index: number): HandedSql | undefined {
  const { file, call } = place
  const sql = visibleSql(file, call.arguments[index] as Node | undefined)
  const isBound = sql !== undefined && /^(transaction|session-state)$/.test(statementKind(sql))
  return isBound ? { sql, calls: [place] } : undefined
}

function joined(found: readonly HandedSql[]): HandedSql | undefined {
  if (found.length === 0) return undefined
  return { sql: found.map(({ sql }) => sql).join('; '), calls: found.flatMap(({ calls }) => calls) }
}

function isPrivate(member: Node, name: string): boolean {
  return name.startsWith('#') || (member as { accessibility?: string }).accessibility === 'private'
}

function placesOf(project: Project, file: SourceFile, fn: AnyFunction): Call[] {
  const { parent } = fn
  const owner = enclosingClass(fn as Node)
  if (parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') {
    const name = keyName(parent.key)
    if (!owner || name === undefined) return []
    return [
      ...calledIn(file, owner, name),
      ...(isPrivate(parent, name) ? [] : below(project, file, owner, name)),
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
