import type { Planning } from '../../../plan/planning.js'
import type { ClientValue, Derived, Escape, Touch } from '../../../survey/client-value.js'
import { isFunction, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { looksLikeSql, visibleSql } from '../../../survey/sql-text.js'

/** True where the code around a client has statements of its own, those aside that move. */
export function sendsSql(
  file: SourceFile,
  { touches, escapes, derived = [] }: ClientValue,
  moving: ReadonlySet<Touch> = new Set(),
): boolean {
  return [{ touches, escapes }, ...derived].some(
    (each: Pick<Derived, 'touches' | 'escapes'>) =>
      each.touches.some((touch) => !moving.has(touch) && carriesSql(file, touch)) ||
      each.escapes.some((escaping) => isBesideSql(file, escaping)),
  )
}

const working =
  /^(run|all|each|exec|execute|query|prepare|start|stream|append|arrowIPC|createAppender)(?![a-z])/

/** A statement, or what works on the connection as one; not `store.findById(id)`. */
export function carriesSql(file: SourceFile, { method, call, sqlAt = 0 }: Touch): boolean {
  const given = call.arguments[sqlAt] as Node | undefined
  if (!given || isFunction(unwrap(given))) return false
  const text = visibleSql(file, given)
  if (text !== undefined) return looksLikeSql(text)
  // store.queryErrors({ last: '5m' })
  if (unwrap(given).type === 'ObjectExpression' && !/sql|query|statement|text/i.test(file.textOf(given)))
    return false
  return working.test(method) || /sql|query|statement|stmt/i.test(file.textOf(given))
}

/** `all(connection, 'SELECT …')`. */
function isBesideSql(file: SourceFile, { node }: Escape): boolean {
  const { parent } = node
  if (parent?.type !== 'CallExpression') return false
  return (parent.arguments as Node[]).some((given) => looksLikeSql(visibleSql(file, given) ?? ''))
}

/** Those of the usages that are seen to have no statements: nothing in them is left to be moved. */
export function withoutSql(planning: Planning, usages: readonly string[]): string[] {
  const { project, values } = planning.survey
  const without = new Set<string>()
  const others = new Set<string>()
  const asked = new Set(usages)
  for (const value of values) {
    if (!asked.has(value.usage)) continue
    const file = project.source(value.file)
    const isSeen = value.escapes.every(({ kind }) => /^(argument|returned|assigned)$/.test(kind))
    if (file && isSeen && !sendsSql(file, value)) without.add(value.usage)
    else others.add(value.usage)
  }
  return usages.filter((usage) => without.has(usage) && !others.has(usage))
}
