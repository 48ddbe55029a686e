import { isOnlyOwn } from '../../../access/local-functions.js'
import type { TextEdit } from '../../../model.js'
import { isPrivateMember, isWithin, keyName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { classMember, ownReferences } from '../../../survey/this-owner.js'

/** What holds the database for the functions of a file alone: `private readonly db = inject(database)`. */
export interface Holder {
  /** What goes with the last of the functions that name it. */
  readonly node: Node
  readonly references: readonly Node[]
}

/** The field or constant that holds what a function sends to; undefined where others may name it, or it is in the function. */
export function holderOf(file: SourceFile, object: Node, within: Node): Holder | undefined {
  const node = unwrap(object)
  if (node.type === 'Identifier') {
    const binding = file.scopes.resolve(node)
    const statement = binding?.declaration.parent
    if (binding?.declaration.type !== 'VariableDeclarator' || statement?.type !== 'VariableDeclaration')
      return undefined
    const isOwn = statement.declarations.length === 1 && !isWithin(statement, within)
    return isOwn && statement.parent?.type !== 'ExportNamedDeclaration'
      ? { node: statement, references: binding.references }
      : undefined
  }
  const own = classMember(file, node)
  const field = own?.owner.body.body.find(
    (member) => member.type === 'PropertyDefinition' && keyName(member.key) === own.name,
  ) as Node | undefined
  if (!own || !field || !isPrivateMember(field, own.name)) return undefined
  const references = ownReferences(file, own.owner, own.name)
  return isOnlyOwn(file, references, own.name) ? { node: field, references } : undefined
}

/** The edits that take functions out, and what only they named. */
export function removals(
  file: SourceFile,
  gone: readonly TextEdit[],
  holder: Holder | undefined,
): TextEdit[] {
  const isUnused = holder?.references.every((reference) => gone.some((edit) => isWithin(reference, edit)))
  const held = holder && isUnused ? removalOf(file, holder.node) : undefined
  const merged: { start: number; end: number; text: string }[] = []
  for (const edit of [...gone, ...(held ? [held] : [])].sort((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && edit.start <= last.end) last.end = Math.max(last.end, edit.end)
    else merged.push({ ...edit })
  }
  // What was the first in its block leaves no line behind.
  for (const edit of merged)
    if (file.text[edit.start - 1] === '\n')
      edit.end += /^(?:[ \t]*\r?\n)*/.exec(file.text.slice(edit.end))![0].length
  return merged
}

/** Takes the lines of a function or member, and the blank ones above them; undefined where a comment is in or beside it. */
export function removalOf(file: SourceFile, node: Node): TextEdit | undefined {
  const { text, comments } = file
  const { parent } = node
  const siblings = (parent as { body?: unknown } | null | undefined)?.body
  if (!parent || !Array.isArray(siblings)) return undefined
  const lineStart = text.lastIndexOf('\n', node.start - 1) + 1
  const rest = /^;?[ \t]*(?=\r?\n|$)/.exec(text.slice(node.end))
  if (!rest || /\S/.test(text.slice(lineStart, node.start))) return undefined
  const within = comments.filter(({ start }) => start >= parent.start)
  const before = [...(siblings as Node[]), ...within].flatMap((each) =>
    each.end <= node.start ? each.end : [],
  )
  const previous = Math.max(0, ...before)
  const isTold = comments.some(
    ({ start, end }) =>
      (start >= node.start && end <= node.end) ||
      (end <= node.start && /^[ \t]*\r?\n[ \t]*$/.test(text.slice(end, node.start))),
  )
  // What a comment tells may be of use where the statements are now.
  if (isTold) return undefined
  const end = node.end + rest[0].length
  const line = /^[ \t;]*(?=\r?\n)/.exec(text.slice(previous))
  if (before.length > 0) return line ? { start: previous + line[0].length, end, text: '' } : undefined
  return { start: lineStart, end, text: '' }
}
