import type { TextEdit } from '../model.js'
import type { Range } from '../plan/proposal.js'
import { isFunction, type Node, unwrap } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import { statementRemoval } from './statement-removal.js'

/**
 * Functions of a file that only removed code called: an accessor's short form, an escape of quotes. One that something
 * is said about in a comment stays.
 */
export function orphanedFunctions(file: SourceFile, removedReferences: readonly Range[]): TextEdit[] {
  if (removedReferences.length === 0) return []
  const edits: TextEdit[] = []
  const removed = [...removedReferences]
  const isRemoved = (node: Node) => removed.some(({ start, end }) => node.start >= start && node.end <= end)
  const bindings = [...file.scopes.bindings()].filter(({ scope, kind }) => {
    return scope === (file.program as Node) && (kind === 'function' || kind === 'variable')
  })
  for (let found = true; found; ) {
    found = false
    for (const { declaration, references } of bindings) {
      const statement = functionStatement(file, declaration)
      if (!statement || isRemoved(statement) || references.length === 0) continue
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

/** `function name() {}` and `const name = () => {}`, where they stand alone and are not exported. */
function functionStatement(file: SourceFile, declaration: Node): Node | undefined {
  const isConstant = declaration.type === 'VariableDeclarator'
  const init = isConstant && declaration.init ? unwrap(declaration.init) : undefined
  if (isConstant ? !isFunction(init) : declaration.type !== 'FunctionDeclaration') return undefined
  const statement = isConstant ? declaration.parent : declaration
  if (statement?.type === 'VariableDeclaration' && statement.declarations.length !== 1) return undefined
  return statement?.parent === (file.program as Node) ? statement : undefined
}

function isCommented(file: SourceFile, { start, end }: Range): boolean {
  return file.comments.some((comment) => {
    const between =
      comment.end <= start ? file.text.slice(comment.end, start) : file.text.slice(end, comment.start)
    return (comment.start >= start && comment.end <= end) || /^[ \t]*(\r?\n[ \t]*)?$/.test(between)
  })
}
