import { isFunction, memberName, type Node, outermost, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { memberUse } from './fetched-rows.js'

/** The part of the code that sees one row after the other: its name for a row, and what it does with it. */
export interface RowBody {
  readonly row: Node
  readonly body: Node
}

const perRow = /^(map|flatMap|forEach|some|every)$/

/** `rows.map((row) => …)` and its like, `for (const row of rows) …`. */
export function rowBody(mention: Node): RowBody | undefined {
  const outer = outermost(mention)
  const loop = outer.parent
  if (loop?.type === 'ForOfStatement' && loop.right === outer && !loop.await) {
    const declared = loop.left.type === 'VariableDeclaration' ? loop.left : undefined
    const row = declared?.kind === 'const' ? declared.declarations[0]?.id : undefined
    return row && { row: row as Node, body: loop.body as Node }
  }
  const use = memberUse(mention)
  if (use?.arguments?.length !== 1 || !perRow.test(use.name)) return undefined
  const callback = unwrap(use.arguments[0]!)
  if (!isFunction(callback) || callback.params.length === 0 || callback.params.length > 2) return undefined
  return { row: callback.params[0] as Node, body: callback.body as Node }
}

/** The columns of a row that a body reads, when it does nothing else with the row. */
export function columnsRead(file: SourceFile, { row, body }: RowBody): Set<string> | undefined {
  if (row.type === 'ObjectPattern') return columnsTaken(row)
  if (row.type !== 'Identifier') return undefined
  const references = file.scopes.lookup(body, row.name)?.references
  const names = new Set<string>()
  for (const reference of references ?? []) {
    const access = outermost(reference).parent
    const isRead = access?.type === 'MemberExpression' && unwrap(access.object) === reference
    const name = isRead ? memberName(access) : undefined
    if (name === undefined || isChanged(access!)) return undefined
    names.add(name)
  }
  return names
}

function columnsTaken(pattern: Node): Set<string> | undefined {
  const names = new Set<string>()
  for (const property of pattern.type === 'ObjectPattern' ? pattern.properties : []) {
    if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier')
      return undefined
    names.add(property.key.name)
  }
  return names
}

function isChanged(access: Node): boolean {
  const outer = outermost(access)
  const { parent } = outer
  return (
    (parent?.type === 'AssignmentExpression' && parent.left === outer) ||
    parent?.type === 'UpdateExpression' ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'delete')
  )
}

/** True when some function inside of a node could change what it reads. */
export function callsAnything(node: Node, allowed: (call: Node) => boolean): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner.type === 'CallExpression' && !allowed(inner)) found = true
    if (/^(New|Await|Yield|Assignment|Update|TaggedTemplate)Expression$/.test(inner.type)) found = true
    return !found
  })
  return found
}
