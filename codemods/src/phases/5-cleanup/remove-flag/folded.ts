import type { TextEdit } from '../../../model.js'
import type { Range } from '../../../plan/proposal.js'
import { walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { CleanupRefusal } from '../refusals.js'

/** Thrown inside of a fold that cannot be made; caught where folds are gathered. */
export class CannotFold extends Error {
  readonly id: CleanupRefusal

  constructor(id: CleanupRefusal, detail = '') {
    super(detail)
    this.id = id
  }
}

/** What goes and what stays when one expression that asks for a flag is decided. */
export class Folded {
  /** All that the fold concerns: other folds inside of it belong to it. */
  end: number
  readonly start: number
  readonly file: SourceFile
  readonly #edits: TextEdit[] = []
  /** Code that goes: comments inside go with it. */
  readonly dropped: Range[] = []
  readonly #moved: { readonly start: number; readonly end: number; readonly columns: number }[] = []

  constructor(file: SourceFile, range: Range) {
    this.file = file
    this.start = range.start
    this.end = range.end
  }

  drop(range: Range | null | undefined): void {
    if (range) this.dropped.push({ start: range.start, end: range.end })
  }

  replace(start: number, end: number, text = ''): void {
    if (start === end && text === '') return
    this.#edits.push({ start, end, text })
    this.end = Math.max(this.end, end)
  }

  /** Lines that begin in the range move to the left. */
  moveLeft(range: Range, columns: number): void {
    if (columns > 0) this.#moved.push({ ...range, columns })
  }

  isDropped(offset: number): boolean {
    return this.dropped.some((range) => offset >= range.start && offset < range.end)
  }

  get edits(): readonly TextEdit[] {
    return this.#edits
  }

  get moved(): readonly { readonly start: number; readonly end: number; readonly columns: number }[] {
    return this.#moved
  }

  /** A comment that goes although what it speaks of does not. */
  get lostComment(): string | undefined {
    const lost = this.file.comments.find(
      ({ start, end }) =>
        this.#edits.some((edit) => edit.start <= start && end <= edit.end) &&
        !this.dropped.some((range) => range.start <= start && end <= range.end),
    )
    return lost && this.file.textOf(lost).split('\n')[0]
  }
}

/**
 * The edits of folds in one file; what stays inside of several of them moves as often. Undefined where two of them want
 * different things of one place.
 */
export function editsOf(file: SourceFile, folds: readonly Folded[]): TextEdit[] | undefined {
  const edits = merged(folds.flatMap((fold) => fold.edits))
  if (!edits) return undefined
  const columns = new Map<number, number>()
  for (const { start, end, columns: count } of folds.flatMap((fold) => fold.moved)) {
    for (let at = file.text.indexOf('\n', start); at !== -1 && at < end; at = file.text.indexOf('\n', at + 1))
      columns.set(at + 1, (columns.get(at + 1) ?? 0) + count)
  }
  const texts = columns.size > 0 ? templateRanges(file) : []
  for (const [lineStart, count] of columns) {
    const space = /^[ \t]*/.exec(file.text.slice(lineStart, lineStart + count))![0].length
    const isInside = (range: Range) => range.start < lineStart && lineStart < range.end
    if (space === 0 || texts.some(isInside)) continue
    const end = lineStart + space
    if (!edits.some((edit) => edit.start < end && lineStart < edit.end))
      edits.push({ start: lineStart, end, text: '' })
  }
  return edits
}

/** What two folds both take out goes once. */
function merged(all: readonly TextEdit[]): TextEdit[] | undefined {
  const edits: TextEdit[] = []
  for (const edit of [...all].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = edits.at(-1)
    if (!last || edit.start >= last.end) edits.push(edit)
    else if (last.text === '' && edit.text === '')
      edits[edits.length - 1] = { start: last.start, end: Math.max(last.end, edit.end), text: '' }
    else return undefined
  }
  return edits
}

/** Text whose line beginnings are part of a value. */
function templateRanges(file: SourceFile): Range[] {
  const found: Range[] = []
  walk(file.program, (node) => {
    if (node.type === 'TemplateElement') found.push(node)
    return true
  })
  return found
}
