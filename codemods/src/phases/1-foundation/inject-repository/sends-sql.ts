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

export interface Served {
  /** Seen to have no statements: nothing in them is left to be moved. */
  readonly withoutSql: readonly string[]
  /** They ask no accessor: their parameter or field is given what somebody else has injected. */
  readonly handed: readonly string[]
}

/** What is to be said of usages whose code stays, on a database that the runtime opens. */
export function servedAs(planning: Planning, usages: readonly string[]): Served {
  const { project, values } = planning.survey
  const sending = new Set<string>()
  const asking = new Set<string>()
  const seen = new Set<string>()
  const asked = new Set(usages)
  for (const value of values) {
    if (!asked.has(value.usage)) continue
    seen.add(value.usage)
    const file = project.source(value.file)
    const isSeen = value.escapes.every(({ kind }) => /^(argument|returned|assigned)$/.test(kind))
    if (!file || !isSeen || sendsSql(file, value)) sending.add(value.usage)
    if (value.origin.type === 'accessor') asking.add(value.usage)
  }
  return {
    withoutSql: usages.filter((usage) => seen.has(usage) && !sending.has(usage)),
    handed: usages.filter((usage) => seen.has(usage) && !asking.has(usage)),
  }
}
