import { importedBinding } from '../survey/imported-binding.js'
import { type Node, unwrap, walk } from '../survey/nodes.js'
import type { Project } from '../survey/project.js'
import type { SourceFile } from '../survey/source-file.js'
import { type Placed, placed, type Stray } from './consistency.js'

const drivers = /^(@duckdb\/node-api|duckdb|duckdb-async)$/
const typePlace = /^TS(TypeReference|QualifiedName|TypeQuery|InterfaceHeritage|ClassImplements)$/
const opens = /^(Database\.open|lazyDatabase|clientDatabase)$/

/** A call that opens a database. */
export interface Opening {
  readonly at: Placed
  readonly isToken: boolean
}

/** The driver in other hands than the runtime's. */
export function driverImports(file: SourceFile): Stray[] {
  return (file.program.body as Node[]).flatMap((statement) =>
    statement.type === 'ImportDeclaration' &&
    drivers.test(statement.source.value) &&
    !isTypeOnly(file, statement)
      ? [
          {
            rule: 'driver-used-directly' as const,
            at: placed(file, statement),
            detail: statement.source.value,
          },
        ]
      : [],
  )
}

export function openingsIn(project: Project, file: SourceFile): Opening[] {
  const found: Opening[] = []
  if (!file.text.includes('@duckshift/runtime')) return found
  walk(file.program, (node) => {
    if (node.type === 'CallExpression' && isOpening(project, file, node))
      found.push({ at: placed(file, node), isToken: isInToken(file, node) })
    return true
  })
  return found
}

/** Databases opened beside the injected one. */
export function extraOpenings(opened: readonly Opening[]): Stray[] {
  const injected = opened.find(({ isToken }) => isToken)
  const others = opened.filter(({ isToken }) => !isToken)
  const usual = injected ?? others[0]
  return (injected ? others : others.slice(1)).map(({ at }) => ({
    rule: 'database-opened-again',
    at,
    detail: `${usual?.at.file}:${usual?.at.line} opens one`,
  }))
}

function isTypeOnly(file: SourceFile, statement: Node): boolean {
  if (statement.type !== 'ImportDeclaration') return false
  if (statement.importKind === 'type') return true
  return (
    statement.specifiers.length > 0 &&
    statement.specifiers.every(
      (one) => (one.type === 'ImportSpecifier' && one.importKind === 'type') || isHandedOver(file, one.local),
    )
  )
}

/** A class that is handed to the runtime, or names a type: nothing else is done with it. */
function isHandedOver(file: SourceFile, local: Node & { readonly name: string }): boolean {
  const references = file.scopes.lookup(local, local.name)?.references ?? []
  const isGiven = (node: Node): boolean => {
    const { parent } = node
    if (parent && typePlace.test(parent.type)) return true
    if (parent?.type === 'MemberExpression' && parent.object === node) return isGiven(parent)
    return (
      parent?.type === 'CallExpression' &&
      parent.arguments[0] === node &&
      file.textOf(parent.callee) === 'pooledDriver'
    )
  }
  return references.every(isGiven)
}

function isOpening(project: Project, file: SourceFile, call: Node): boolean {
  if (call.type !== 'CallExpression' || !opens.test(file.textOf(call.callee))) return false
  const callee = unwrap(call.callee)
  const root = callee.type === 'MemberExpression' ? unwrap(callee.object) : callee
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  const imported = binding && importedBinding(project, file, binding)
  return imported?.specifier.startsWith('@duckshift/runtime') === true
}

/** `createToken('database', () => lazyDatabase(…))` */
function isInToken(file: SourceFile, node: Node): boolean {
  for (let at = node.parent; at; at = at.parent)
    if (at.type === 'CallExpression' && file.textOf(at.callee) === 'createToken') return true
  return false
}
