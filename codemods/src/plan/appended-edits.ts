import type { AssignmentExpression } from 'oxc-parser'
import { listEdits } from '../edits/list-edits.js'
import type { TextEdit } from '../model.js'
import { type Node, unwrap } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'

const ownExport = /\s*^module\.exports\.([\w$]+) = \1;?\s*$/m

/**
 * What puts a text at the end of a file. Where a CommonJS module lists its exports, what the text exports joins the list:
 * type checkers take it for two ways of exporting otherwise, and refuse both.
 */
export function appendedEdits(file: SourceFile, text: string): TextEdit[] {
  const [exporting, name] = ownExport.exec(text) ?? []
  const list = name === undefined ? undefined : exportList(file)
  const properties = list?.object.properties as readonly Node[] | undefined
  if (!exporting || !name || !list || !properties?.length)
    return [{ start: file.text.length, end: file.text.length, text }]
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const { start } = list.statement
  return [
    { start, end: start, text: text.replace(exporting, '').trim() + eol + eol },
    ...listEdits(file.text, properties, { gone: new Set(), added: [name] }),
  ]
}

/** The last statement, `module.exports = { a, b }`. */
function exportList(
  file: SourceFile,
): { readonly statement: Node; readonly object: Node & { readonly type: 'ObjectExpression' } } | undefined {
  const statement = file.program.body.at(-1) as Node | undefined
  const assigned = statement?.type === 'ExpressionStatement' ? unwrap(statement.expression) : undefined
  if (!statement || assigned?.type !== 'AssignmentExpression') return undefined
  const { left, right } = assigned as AssignmentExpression
  const object = unwrap(right as Node)
  return file.textOf(left as Node) === 'module.exports' && object.type === 'ObjectExpression'
    ? { statement, object }
    : undefined
}
