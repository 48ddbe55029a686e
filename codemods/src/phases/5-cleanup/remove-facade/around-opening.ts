import { effectIn } from '../../../access/effects.js'
import type { Planning } from '../../../plan/planning.js'
import {
  enclosingClass,
  isFunction,
  memberName,
  type Node,
  outermostFunction,
  rootOf,
  stringValue,
  walk,
} from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Facade } from '../../1-foundation/facade-accessor/facade-accessor.js'

export const runs = /^(run|exec|runAndRead\w*)$/
const opens = /^(connect|closeSync|disconnectSync)$/
const again = [
  /^(SET|RESET|PRAGMA|LOAD|INSTALL|USE|SELECT|FROM)\b/i,
  /^ATTACH\s+(DATABASE\s+)?IF\s+NOT\s+EXISTS\b/i,
  /^CREATE\s+(TEMP(ORARY)?\s+|UNIQUE\s+|PERSISTENT\s+)*\w+\s+IF\s+NOT\s+EXISTS\b/i,
  /^CREATE\s+OR\s+REPLACE\s+((TEMP(ORARY)?\s+)?(VIEW|MACRO|FUNCTION|SECRET)|TEMP(ORARY)?\s+TABLE)\b/i,
]

/** True for SQL that leaves the same behind when it runs on each connection of a pool. */
export function mayRunAgain(sql: string | undefined): boolean {
  const statements = sql?.replace(/--.*$/gm, '').split(';') ?? []
  const said = statements.map((statement) => statement.trim()).filter((statement) => statement !== '')
  return said.length > 0 && said.every((statement) => again.some((pattern) => pattern.test(statement)))
}

/**
 * Texts of SQL that the functions run which open and make the client: they go with the accessor. `more`: what else
 * would go with them, or may not run on each connection of a pool.
 */
export function statementsAround(
  planning: Planning,
  facade: Facade,
): { readonly statements: string[] } | { readonly more: string } {
  const { project } = planning.survey
  const { accessor } = facade
  const found: { readonly file: SourceFile; readonly openers: readonly Node[] }[] = []
  for (const path of new Set([accessor.client?.module ?? accessor.module, accessor.module, facade.opened])) {
    const file = project.source(path)
    if (file) found.push({ file, openers: openersIn(file, facade) })
  }
  return statementsOf(planning, facade, found)
}

/** The same of code that is known to open the database. */
export function statementsOf(
  planning: Planning,
  { profile }: Facade,
  found: readonly { readonly file: SourceFile; readonly openers: readonly Node[] }[],
): { readonly statements: string[] } | { readonly more: string } {
  const { project } = planning.survey
  const texts: string[] = []
  for (const { file, openers } of found) {
    const counted = openers.flatMap((opener) => counts(file, opener) ?? [])[0]
    if (counted !== undefined) return { more: counted }
    const effect = effectIn(project, file, openers, {
      stateCounts: false,
      makes: (source, made) => source.textOf(made) === profile.className,
      judge: (source, call) => {
        if (call.type !== 'CallExpression') return undefined
        if (isArgument(source, call, profile.className)) return 'harmless'
        const name = source.textOf(call.callee)
        const method = memberName(call.callee as Node) ?? ''
        if (/^(openInstance|legacyClient)$/.test(name) || opens.test(method)) return 'harmless'
        const result = profile.methods.get(method)?.result ?? 'other'
        if (!runs.test(method) && /^(other|close)$/.test(result)) return undefined
        const [sql, ...values] = call.arguments as Node[]
        if (values.length > 0 || !mayRunAgain(stringValue(sql))) return 'harmful'
        texts.push(source.textOf(sql!))
        return 'harmless'
      },
    })
    if (effect !== undefined) return { more: effect }
  }
  return { statements: texts }
}

/** Settings and path go where the database is opened from now on. */
function isArgument(file: SourceFile, call: Node, className: string): boolean {
  for (let { parent } = call; parent && !isFunction(parent); { parent } = parent) {
    const { callee } = parent as { callee?: Node }
    const name = callee && callee !== call ? file.textOf(callee) : undefined
    if (parent.type === 'NewExpression' && name === className) return true
    if (parent.type === 'CallExpression' && name === 'openInstance') return true
  }
  return false
}

/** What opens the database or makes the client: functions as a whole, those that send callers' statements aside. */
function openersIn(file: SourceFile, { profile }: Facade): Node[] {
  const openers = new Set<Node>()
  walk(file.program, (node) => {
    const isOpening =
      (node.type === 'CallExpression' && file.textOf(node.callee) === 'openInstance') ||
      (node.type === 'NewExpression' && file.textOf(node.callee) === profile.className)
    const isConstructor =
      node.type === 'MethodDefinition' &&
      node.kind === 'constructor' &&
      enclosingClass(node)?.id?.name === profile.className
    if (isOpening) openers.add(outermostFunction(node) ?? node)
    if (isConstructor) openers.add(node.value as Node)
    return true
  })
  return [...openers].filter((opener) => !sends(opener, profile))
}

function sends({ parent }: Node, { methods }: Facade['profile']): boolean {
  if (parent?.type !== 'MethodDefinition' || parent.static) return false
  const method = parent.key.type === 'Identifier' ? methods.get(parent.key.name) : undefined
  return method !== undefined && !/^(other|close)$/.test(method.result)
}

/** `opens++`: others may ask how often. */
function counts(file: SourceFile, opener: Node): string | undefined {
  let found: string | undefined
  walk(opener, (node) => {
    if (node.type !== 'UpdateExpression') return found === undefined
    const root = rootOf(node.argument as Node)
    const { start, end } = file.scopes.resolve(root)?.declaration ?? file.program
    if (start < opener.start || end > opener.end) found ??= file.textOf(node)
    return found === undefined
  })
  return found
}
