import { commentsAbove } from '../edits/comments-above.js'
import type { TextEdit } from '../model.js'
import type { Node } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'

interface Range {
  readonly start: number
  readonly end: number
}

/** Why text cannot be taken out by itself. */
export type RemovalProblem = 'shared-statement' | 'comment-in-the-way' | 'commonjs-export'

/**
 * The text to remove for a declaration or member: its lines, the comments right above it, and the blank lines that
 * would be left doubled. `others` are ranges that go with it, so that no line is counted twice.
 */
export function declarationRemoval(
  file: SourceFile,
  range: Range,
  others: readonly Range[] = [],
): TextEdit | RemovalProblem {
  const node = nodeAt(file, range)
  if (node?.type === 'VariableDeclarator') return 'shared-statement'
  if (node?.type === 'Property' || node?.type === 'AssignmentExpression') return 'commonjs-export'
  const { text } = file
  const lineStart = text.lastIndexOf('\n', range.start - 1) + 1
  const rest = /^[ \t]*[,;]?[ \t]*(\/\/[^\n]*)?(\r?\n|$)/.exec(text.slice(range.end))
  const isAlone = /^\uFEFF?[ \t]*$/.test(text.slice(lineStart, range.start)) && rest !== null
  if (!isAlone) return inlineRemoval(file, range)
  const start = withLeadingComments(file, lineStart)
  const end = withBlankLines(text, start, range.end + rest[0].length, others)
  return {
    start: endsBlock(file, end, others) ? beforeBlankLines(text, start, others) : start,
    end,
    text: '',
  }
}

/** Nothing that stays follows in the block, or in the file. */
function endsBlock(file: SourceFile, end: number, others: readonly Range[]): boolean {
  const gone = [...others, ...file.comments]
  let at = end
  for (;;) {
    at += /^\s*/.exec(file.text.slice(at))![0].length
    const next = gone.find((range) => range.start === at)
    if (!next) return at >= file.text.length || /[}\])]/.test(file.text[at]!)
    at = next.end
  }
}

function beforeBlankLines(text: string, start: number, others: readonly Range[]): number {
  const blank = /(?<=\n)(?:[ \t]*\r?\n)+$/.exec(text.slice(0, start))
  if (!blank || others.some((other) => other.end <= start && text.slice(other.end, start).trim() === ''))
    return start
  return start - blank[0].length
}

function nodeAt(file: SourceFile, range: Range): Node | undefined {
  let found: Node | undefined
  const visit = (node: Node): void => {
    if (node.start > range.start || node.end < range.end) return
    if (node.start === range.start && node.end === range.end && node.type !== 'Program') found ??= node
    for (const child of Object.values(node)) {
      if (child === node.parent) continue
      if (Array.isArray(child)) for (const item of child) if (isNode(item)) visit(item)
      if (isNode(child)) visit(child)
    }
  }
  visit(file.program as Node)
  return found
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}

/** A member among others on its line: it goes with its comma. */
function inlineRemoval(file: SourceFile, range: Range): TextEdit | RemovalProblem {
  const { text } = file
  const after = /^\s*,[ \t]*/.exec(text.slice(range.end))
  if (after) return { start: range.start, end: range.end + after[0].length, text: '' }
  const before = /,[ \t]*$/.exec(text.slice(0, range.start))
  if (before) return { start: range.start - before[0].length, end: range.end, text: '' }
  const space = /^[ \t]*/.exec(text.slice(range.end))![0].length
  return { start: range.start, end: range.end + space, text: '' }
}

/** The text to remove for one property of an object literal. */
export function propertyRemoval(file: SourceFile, range: Range): TextEdit | RemovalProblem {
  const line = ownLine(file, range)
  const edit = line ? { ...line, text: '' } : inlineRemoval(file, range)
  if (typeof edit === 'string') return edit
  const isLed = file.comments.some(
    (comment) => comment.end <= edit.start && file.text.slice(comment.end, edit.start).trim() === '',
  )
  return isLed || hasComment(file, edit) ? 'comment-in-the-way' : edit
}

/** The start of the comments that stand right above a line, with nothing between. A file's first comment stays when a blank line follows it. */
function withLeadingComments(file: SourceFile, lineStart: number): number {
  const start = file.text.lastIndexOf('\n', commentsAbove(file, lineStart) - 1) + 1
  return file.text.charCodeAt(0) === 0xfeff && start === 0 ? 1 : start
}

/** Where blank lines stood on both sides, or at the edge of a block, those after it go too. */
function withBlankLines(text: string, start: number, end: number, others: readonly Range[]): number {
  const before = text.slice(0, start)
  const isAfterBlank = before.trim() === '' || /\n[ \t]*\r?\n$/.test(before)
  const opens = /[{([][ \t]*\r?\n$/.test(before)
  const isAfterOther = others.some(
    (other) => other.end <= start && text.slice(other.end, start).trim() === '',
  )
  const blank = /^(?:[ \t]*\r?\n)*/.exec(text.slice(end))![0].length
  return isAfterBlank || opens || isAfterOther ? end + blank : end
}

/** Takes the `export` from declarations, or names from an export list or statement. */
export function exportRemoval(
  file: SourceFile,
  exports: readonly { readonly range: Range; readonly name: string }[],
): TextEdit[] | RemovalProblem {
  const edits: TextEdit[] = []
  for (const statement of file.program.body as Node[]) {
    const own = exports.filter(({ range }) => range.start >= statement.start && range.end <= statement.end)
    if (own.length === 0) continue
    if (statement.type === 'ExportNamedDeclaration' && statement.declaration) {
      edits.push({ start: statement.start, end: statement.declaration.start, text: '' })
      continue
    }
    if (statement.type === 'ExportDefaultDeclaration' && statement.declaration.type !== 'Identifier') {
      edits.push({ start: statement.start, end: statement.declaration.start, text: '' })
      continue
    }
    if (statement.type === 'ExportNamedDeclaration') {
      const gone = new Set(own.map(({ range }) => range.start))
      const kept = statement.specifiers.filter((specifier) => !gone.has(specifier.start))
      if (kept.length > 0) {
        const names = withoutSpecifiers(file, statement.specifiers as unknown as Node[], gone)
        if (
          names.some(
            (edit) => hasComment(file, edit) && !file.text.slice(edit.start, edit.end).includes('\n'),
          )
        )
          return 'comment-in-the-way'
        edits.push(...names)
        continue
      }
    } else if (!/^Export(All|Default)Declaration$/.test(statement.type)) return 'commonjs-export'
    const removal = declarationRemoval(file, statement)
    if (typeof removal === 'string') return removal
    edits.push(removal)
  }
  return edits
}

/** Every specifier takes the comma and the space that follow it along, the last one those before it. */
function withoutSpecifiers(file: SourceFile, all: readonly Node[], gone: ReadonlySet<number>): TextEdit[] {
  const edits: TextEdit[] = []
  for (let index = 0; index < all.length; index += 1) {
    if (!gone.has(all[index]!.start)) continue
    const line = ownLine(file, all[index]!)
    if (line) {
      edits.push({ ...line, text: '' })
      continue
    }
    let last = index
    while (last + 1 < all.length && gone.has(all[last + 1]!.start) && !ownLine(file, all[last + 1]!))
      last += 1
    const next = all[last + 1]
    edits.push(
      next
        ? { start: all[index]!.start, end: next.start, text: '' }
        : { start: all[index - 1]!.end, end: all[last]!.end, text: '' },
    )
    index = last
  }
  return edits
}

/** The line of something that stands alone on it, with its comma and its comment. */
function ownLine({ text }: SourceFile, range: Range): Range | undefined {
  const start = text.lastIndexOf('\n', range.start - 1) + 1
  const rest = /^[ \t]*,?[ \t]*(\/\/[^\n]*)?\r?\n/.exec(text.slice(range.end))
  return rest && /^[ \t]*$/.test(text.slice(start, range.start))
    ? { start, end: range.end + rest[0].length }
    : undefined
}

function hasComment(file: SourceFile, range: Range): boolean {
  return file.comments.some((comment) => comment.start >= range.start && comment.end <= range.end)
}
