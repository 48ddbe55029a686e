import { escapePattern } from '../../../edits/escape-pattern.js'
import type { TextEdit } from '../../../model.js'
import type { ClientValue } from '../../../survey/client-value.js'
import { enclosingFunction, type Node, outermost } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** The type that a comment of JavaScript gives a holder of the client, as that of what it is handed instead. */
export function jsDocTypeEdit(
  file: SourceFile,
  value: ClientValue,
  className: string,
  type: string,
): TextEdit | undefined {
  if (file.typed || value.name === undefined) return undefined
  const isParameter = value.kind === 'parameter'
  const documented = isParameter ? enclosingFunction(value.declaration) : value.declaration
  const comment = documented && commentAbove(file, documented as Node)
  if (!comment) return undefined
  const text = file.text.slice(comment.start, comment.end)
  for (const { index, 0: tag } of text.matchAll(
    isParameter ? /@(?:param|arg|argument)\s*\{/g : /@type\s*\{/g,
  )) {
    const from = index + tag.length
    const to = closing(text, from)
    const named = /^\s*\[?\s*([\w$]+)/.exec(text.slice(to + 1))?.[1]
    if (to < 0 || (isParameter && named !== value.name)) continue
    const found = new RegExp(
      `(?:import\\(\\s*['"][^'"]+['"]\\s*\\)\\s*\\.\\s*)?(?<![\\w$])${escapePattern(className)}(?![\\w$])`,
    ).exec(text.slice(from, to))
    if (!found) return undefined
    const start = comment.start + from + found.index
    return { start, end: start + found[0].length, text: type }
  }
  return undefined
}

/** The comment that documents a function, or what is assigned or declared. */
function commentAbove(
  file: SourceFile,
  node: Node,
): { readonly start: number; readonly end: number } | undefined {
  let outer = node
  for (let { parent } = outermost(outer); parent; { parent } = outer) {
    const isAround =
      /^(VariableDeclarator|VariableDeclaration|ExportNamedDeclaration|ExportDefaultDeclaration|MethodDefinition|Property|AssignmentExpression|ExpressionStatement)$/.test(
        parent.type,
      )
    if (!isAround) break
    outer = parent
  }
  return [...file.comments]
    .reverse()
    .find(
      ({ value, end }) =>
        value.startsWith('*') && end <= outer.start && /^\s*$/.test(file.text.slice(end, outer.start)),
    )
}

/** Where the brace that is open before an offset is closed; -1 where it is not. */
function closing(text: string, from: number): number {
  let depth = 1
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    else if (text[at] === '}') depth -= 1
    if (depth === 0) return at
  }
  return -1
}
