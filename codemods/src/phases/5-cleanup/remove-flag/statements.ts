import { declarationRemoval } from '../../../dead-code/removal-edits.js'
import { isFunction, type Node, walk } from '../../../survey/nodes.js'
import { bindingNames } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { CannotFold, type Folded } from './folded.js'

/** The list that a statement stands in; undefined for one that is the whole body of another. */
export function listAround(statement: Node): readonly Node[] | undefined {
  const { parent } = statement
  switch (parent?.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
      return parent.body as Node[]
    case 'TSModuleBlock':
      return parent.body as Node[]
    case 'SwitchCase':
      return parent.consequent as Node[]
    default:
      return undefined
  }
}

/** True when nothing after the statement runs. */
export function exits(statement: Node | undefined | null): boolean {
  switch (statement?.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return true
    case 'BlockStatement':
      return statement.body.some((inner) => exits(inner as Node))
    case 'IfStatement':
      return exits(statement.consequent) && exits(statement.alternate)
    default:
      return false
  }
}

/** Takes a statement out, its lines with it. */
export function removeStatement(folded: Folded, file: SourceFile, statement: Node): void {
  folded.drop(statement)
  const list = listAround(statement)
  if (!list) {
    folded.replace(statement.start, statement.end, '{}')
    return
  }
  const lineStart = file.text.lastIndexOf('\n', statement.start - 1) + 1
  const rest = /^[ \t]*(\r?\n|$)/.exec(file.text.slice(statement.end))
  const isAlone = file.text.slice(lineStart, statement.start).trim() === '' && rest !== null
  const removal = isAlone
    ? declarationRemoval(file, statement)
    : { start: statement.start, end: statement.end, text: '' }
  if (typeof removal === 'string') throw new CannotFold('flag-form')
  folded.replace(
    removal.start,
    removal.end,
    separator(file, before(list, statement)?.end, after(list, statement)?.start),
  )
}

/** Takes something out of a list that white space separates, its line with it where it stands alone there. */
export function removeLine(folded: Folded, { text }: SourceFile, { start, end }: Node): void {
  folded.drop({ start, end })
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const rest = /^[ \t]*\r?\n/.exec(text.slice(end))
  const isAlone = rest !== null && text.slice(lineStart, start).trim() === ''
  if (isAlone) folded.replace(lineStart, end + rest[0].length)
  else folded.replace(start, end)
}

/** What follows statements that always leave the block goes: it was the other side. */
export function removeUnreachable(folded: Folded, statement: Node): void {
  const list = listAround(statement) ?? []
  const rest = list.slice(list.indexOf(statement) + 1)
  const gone = rest.filter((other) => !isHoisted(other))
  if (gone.length === 0) return
  if (gone.length < rest.length || gone.some(declaresVar))
    throw new CannotFold('flag-form', 'what follows it declares something that is used before')
  for (const other of gone) folded.drop(other)
  folded.drop({ start: statement.end, end: gone.at(-1)!.end })
  folded.replace(statement.end, gone.at(-1)!.end)
}

function isHoisted(statement: Node): boolean {
  return /^(FunctionDeclaration|TSInterfaceDeclaration|TSTypeAliasDeclaration|TSDeclareFunction)$/.test(
    statement.type,
  )
}

function declaresVar(statement: Node): boolean {
  let found = false
  walkWithin(statement, (node) => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') found = true
  })
  return found
}

/** Everything below a node, functions in it left out. */
function walkWithin(root: Node, visit: (node: Node) => void): void {
  walk(root, (node) => {
    if (node !== root && isFunction(node)) return false
    visit(node)
    return true
  })
}

/** Statements in braces come to stand among others; the braces stay where a name of theirs would meet another. */
export function spliceStatements(
  folded: Folded,
  file: SourceFile,
  whole: Node,
  kept: readonly Node[],
  from: number,
  end: number,
): void {
  const list = listAround(whole)!
  const comments = file.comments.filter((comment) => comment.start >= from && comment.end <= end)
  const start = Math.min(kept[0]!.start, ...comments.map((comment) => comment.start))
  const last = Math.max(kept.at(-1)!.end, ...comments.map((comment) => comment.end))
  const opening = separator(file, before(list, whole)?.end, kept[0]!.start)
  folded.replace(whole.start, start, start === kept[0]!.start ? opening : '')
  if (start !== kept[0]!.start) folded.replace(kept[0]!.start, kept[0]!.start, opening)
  folded.replace(last, whole.end)
  const next = after(list, whole)
  if (next && !folded.isDropped(next.start)) {
    const text = separator(file, kept.at(-1)!.end, next.start)
    if (text) folded.replace(next.start, next.start, text)
  }
  const isFirstOfLine = (offset: number) =>
    file.text.slice(file.text.lastIndexOf('\n', offset - 1) + 1, offset).trim() === ''
  if (!isFirstOfLine(start)) return
  const columns = indentation(file, start) - indentation(file, whole.start)
  folded.moveLeft({ start, end: last }, columns)
}

function indentation({ text }: SourceFile, offset: number): number {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return /^\uFEFF?([ \t]*)/.exec(text.slice(lineStart, offset))![1]!.length
}

/** A semicolon where, without one, a statement would go on in the next. */
function separator(file: SourceFile, end: number | undefined, start: number | undefined): string {
  if (end === undefined || start === undefined) return ''
  return /[([`+\-/]/.test(file.text[start] ?? '') && !/[;}]/.test(file.text[end - 1] ?? '') ? ';' : ''
}

function before(list: readonly Node[], statement: Node): Node | undefined {
  return list[list.indexOf(statement) - 1]
}

function after(list: readonly Node[], statement: Node): Node | undefined {
  return list[list.indexOf(statement) + 1]
}

/** A name that the statements declare for their block, and that code around them means something else by. */
export function meetsAnother(folded: Folded, file: SourceFile, kept: readonly Node[], whole: Node): boolean {
  const names = new Set(
    kept.flatMap((statement) => {
      if (statement.type === 'VariableDeclaration')
        return statement.declarations
          .flatMap(({ id }) => bindingNames(id))
          .map((id) => (id as { name: string }).name)
      return 'id' in statement && statement.id?.type === 'Identifier' ? [statement.id.name] : []
    }),
  )
  if (names.size === 0) return false
  let found = false
  const around = whole.parent?.type === 'SwitchCase' ? whole.parent.parent : whole.parent
  walk(around as Node, (node) => {
    if (node === whole || folded.isDropped(node.start)) return false
    if (node.type === 'Identifier' && names.has(node.name)) {
      const isUse =
        file.scopes.resolve(node) !== undefined || file.scopes.lookup(node, node.name) !== undefined
      if (isUse) found = true
    }
    return !found
  })
  // A parameter's scope is the function's own, not that of its body.
  const owner = around?.parent
  if (isFunction(owner as Node | undefined))
    for (const name of names) if (file.scopes.lookup(owner as Node, name)?.scope === owner) found = true
  return found
}
