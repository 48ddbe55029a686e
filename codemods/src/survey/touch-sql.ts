import type { Touch } from './client-value.js'
import type { Node } from './nodes.js'
import type { SourceFile } from './source-file.js'
import { visibleSql } from './sql-text.js'

/** The SQL that a call sends, as far as it shows there, or else what of it binds to one connection. */
export function touchSql(file: SourceFile, { call, sqlAt = 0, bound }: Touch): string | undefined {
  return visibleSql(file, call.arguments[sqlAt] as Node | undefined) ?? bound?.sql
}
