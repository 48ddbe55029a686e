import type { TextEdit } from '../model.js'
import type { Range } from '../plan/proposal.js'
import { isFunction, type Node, stringValue, unwrap } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import { statementRemoval } from './statement-removal.js'

/**
 * Functions and texts of a file that only removed code named: an accessor's short form, an escape of quotes, a list of
 * columns. One that something is said about in a comment stays, and one that a text which is `written` names.
 */
export function orphanedDeclarations(
  file: SourceFile,
  removedReferences: readonly Range[],
  written: readonly string[],
): TextEdit[] {
  if (removedReferences.length === 0) return []
  const edits: TextEdit[] = []
  const removed = [...removedReferences]
  const isRemoved = (node: Node) => removed.some(({ start, end }) => node.start >= start && node.end <= end)
  const bindings = [...file.scopes.bindings()].filter(
    ({ kind }) => kind === 'function' || kind === 'variable',
  )
  const named = new Set(written.flatMap((text) => text.match(/[\w$]+/g) ?? []))
  for (let found = true; found; ) {
    found = false
    for (const { name, declaration, references } of bindings) {
      const statement = orphanStatement(file, declaration)
      if (!statement || isRemoved(statement) || references.length === 0 || named.has(name)) continue
      const isInside = (node: Node) => node.start >= statement.start && node.end <= statement.end
      const outer = references.filter((reference) => !isInside(reference))
      if (outer.length === 0 || !outer.every(isRemoved) || isCommented(file, statement)) continue
      edits.push(statementRemoval(file, statement))
      removed.push(statement)
      found = true
    }
  }
  return edits
}

/** `function name() {}`, `const name = () => {}`, `const name = '…'` and `let name`, where they stand alone and are not exported. */
function orphanStatement(file: SourceFile, declaration: Node): Node | undefined {
  const isConstant = declaration.type === 'VariableDeclarator'
  const init = isConstant && declaration.init ? unwrap(declaration.init) : undefined
  const isOfText = isText(init)
  const isFilledLater = init === undefined || (init.type === 'Literal' && init.value === null)
  if (
    isConstant ? !isFunction(init) && !isOfText && !isFilledLater : declaration.type !== 'FunctionDeclaration'
  )
    return undefined
  const statement = isConstant ? declaration.parent : declaration
  if (statement?.type === 'VariableDeclaration' && statement.declarations.length !== 1) return undefined
  const isInPlace =
    statement?.parent === (file.program as Node) || (isOfText && statement?.parent?.type === 'BlockStatement')
  return isInPlace ? (statement ?? undefined) : undefined
}

/** True where a comment stands in it, right above it, or behind it on its line. */
function isCommented(file: SourceFile, { start, end }: Range): boolean {
  return file.comments.some((comment) => {
    if (comment.end <= start) return /^[ \t]*(\r?\n[ \t]*)?$/.test(file.text.slice(comment.end, start))
    return comment.start < end || /^[ \t]*;?[ \t]*$/.test(file.text.slice(end, comment.start))
  })
}

function isText(node: Node | undefined): boolean {
  if (node?.type === 'BinaryExpression')
    return isText(unwrap(node.left as Node)) && isText(unwrap(node.right))
  if (node?.type === 'TemplateLiteral')
    return node.expressions.every((filled) => unwrap(filled as Node).type === 'Identifier')
  return stringValue(node) !== undefined
}
