import type { TextEdit } from '../model.js'
import type { SourceFile } from '../survey/source-file.js'

interface Item {
  readonly start: number
  readonly end: number
}

interface ListChanges<Of extends Item> {
  readonly gone: ReadonlySet<Of>
  /** Texts of what comes at the end. */
  readonly added: readonly string[]
}

/**
 * The edits that take items out of a list between braces and add others to it. Something must be left or added. Every
 * line break and comment between what stays remains as it is.
 */
export function listEdits<Of extends Item>(
  text: string,
  items: readonly Of[],
  { gone, added }: ListChanges<Of>,
): TextEdit[] {
  const last = items.at(-1)!
  const isReplaced = added.length > 0 && gone.has(last)
  const edits = runsOf(items, (item) => gone.has(item) && !(isReplaced && item === last)).flatMap((run) =>
    removal(text, items, run),
  )
  if (added.length === 0) return edits
  const separator = separatorBefore(text, last)
  if (isReplaced) return [...edits, { start: last.start, end: last.end, text: added.join(separator) }]
  // A comment at the end of its line stays there.
  const rest = /^\s*,[ \t]*(\/\/.*|\/\*((?!\*\/).)*\*\/)\s*$/.exec(lineAfter(text, last.end))
  const at = last.end + (rest && separator !== ', ' ? rest[0].replace(/\r$/, '').length : 0)
  const isBehind = at > last.end
  const inserted = added.map((each) => (isBehind ? `${separator.slice(1)}${each},` : separator + each))
  return [...edits, { start: at, end: at, text: inserted.join('') }]
}

/** Texts of the comments inside a list that goes as a whole. */
export function commentsIn(file: SourceFile, { start, end }: Item): string[] {
  if (!/\/[/*]/.test(file.text.slice(start, end))) return []
  const inside = file.comments.filter((comment) => comment.start >= start && comment.end <= end)
  return inside.map((comment) => file.text.slice(comment.start, comment.end))
}

/** Neighbours for which `test` holds, as first and last index. */
function runsOf<Of>(items: readonly Of[], test: (item: Of) => boolean): (readonly [number, number])[] {
  const runs: [number, number][] = []
  items.forEach((item, index) => {
    const open = runs.at(-1)
    if (!test(item)) return
    if (open && open[1] === index - 1) open[1] = index
    else runs.push([index, index])
  })
  return runs
}

function removal(text: string, items: readonly Item[], [from, to]: readonly [number, number]): TextEdit[] {
  const [previous, first, last, next] = [items[from - 1], items[from]!, items[to]!, items[to + 1]]
  const gaps = items
    .slice(from, to)
    .map((item, index) => text.slice(item.end, items[from + index + 1]!.start))
  if (!gaps.every(isPlain)) return items.slice(from, to + 1).flatMap((item) => alone(text, item))
  const lineStart = text.lastIndexOf('\n', first.start - 1) + 1
  const after = lineAfter(text, last.end)
  const isOwnLine = /^\s*$/.test(text.slice(lineStart, first.start)) && /^\s*,?\s*$/.test(after)
  if (isOwnLine && (!next || after.includes(','))) {
    const end = last.end + after.length + 1
    const comma = after.includes(',')
      ? undefined
      : (commaBehind(text, last) ?? commaAfter(text, previous, first))
    const line = { start: lineStart, end, text: '' }
    if (!comma) return [line]
    return comma.start < lineStart ? [comma, line] : [line, comma]
  }
  const before = previous && text.slice(previous.end, first.start)
  const behind = next && text.slice(last.end, next.start)
  const isLineEnd = behind === undefined || behind.includes('\n')
  if (before !== undefined && isPlain(before) && isLineEnd && (!before.includes('\n') || !next))
    return [{ start: previous!.end, end: last.end, text: '' }]
  if (behind !== undefined && isPlain(behind)) return [{ start: first.start, end: next!.start, text: '' }]
  return items.slice(from, to + 1).flatMap((item) => alone(text, item))
}

/** An item and its comma, and nothing of a comment between them. */
function alone(text: string, item: Item): TextEdit[] {
  const { start, end } = item
  const comma = commaBehind(text, item)
  if (!comma) return [{ start, end, text: '' }]
  if (!isPlain(text.slice(end, comma.end))) return [{ start, end, text: '' }, comma]
  return [{ start, end: comma.end + /^[ \t]*/.exec(text.slice(comma.end))![0].length, text: '' }]
}

/** The comma that follows an item, comments or not. */
function commaBehind(text: string, { end }: Item): TextEdit | undefined {
  const between = /^(?:\s|\/\*[\s\S]*?\*\/|\/\/[^\n]*)*,/.exec(text.slice(end))?.[0]
  return between === undefined
    ? undefined
    : { start: end + between.length - 1, end: end + between.length, text: '' }
}

/** The comma at an item, where nothing else stands between it and the next one. */
function commaAfter(text: string, item: Item | undefined, next: Item): TextEdit | undefined {
  return item && isPlain(text.slice(item.end, next.start)) ? commaBehind(text, item) : undefined
}

/** What stands between an item and one that is added after it. */
function separatorBefore(text: string, item: Item): string {
  const line = /(\r?\n)([ \t]*)$/.exec(text.slice(0, item.start))
  return line ? `,${line[1]}${line[2]}` : ', '
}

function lineAfter(text: string, from: number): string {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.slice(from) : text.slice(from, end)
}

function isPlain(gap: string): boolean {
  return /^[\s,]*$/.test(gap)
}
