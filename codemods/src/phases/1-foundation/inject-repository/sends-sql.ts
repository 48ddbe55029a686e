import type { ClientValue, Derived, Escape, Touch } from '../../../survey/client-value.js'
import { isFunction, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'

/** True where the code around a client has statements of its own, those aside that move. */
export function sendsSql(
  file: SourceFile,
  { touches, escapes, derived = [] }: ClientValue,
  moving: ReadonlySet<Touch> = new Set(),
): boolean {
  return [{ touches, escapes }, ...derived].some(
    (each: Pick<Derived, 'touches' | 'escapes'>) =>
      each.touches.some((touch) => !moving.has(touch) && carriesSql(touch)) ||
      each.escapes.some((escaping) => isBesideSql(file, escaping)),
  )
}

function carriesSql({ call, sqlAt = 0 }: Touch): boolean {
  const given = call.arguments[sqlAt] as Node | undefined
  return given !== undefined && !isFunction(unwrap(given))
}

/** `all(connection, 'SELECT …')`. */
function isBesideSql(file: SourceFile, { node }: Escape): boolean {
  const { parent } = node
  if (parent?.type !== 'CallExpression') return false
  return (parent.arguments as Node[]).some((given) => visibleSql(file, given) !== undefined)
}
