import { diffArrays } from 'diff'
import { composeEdits } from '../edits/compose-edits.js'
import type { ProjectFormatting } from '../formatting/project-formatting.js'
import type { TextEdit } from '../model.js'
import { isCode } from '../survey/project-files.js'
import { type OwnedEdit, type RenderedPlanFile, segmentsOf } from './render.js'

/** The plan's files as the project's own formatter writes them. */
export async function formatRendered(
  formatting: ProjectFormatting,
  rendered: ReadonlyMap<string, RenderedPlanFile>,
): Promise<ReadonlyMap<string, RenderedPlanFile>> {
  const texts = [...rendered].flatMap(([path, { kind, before, text }]) =>
    kind === 'delete' || !(isCode(path) || /\.(?:json|md)$/.test(path))
      ? []
      : [{ path, text, ...(kind === 'edit' && { before }) }],
  )
  const formatted = await formatting.format(texts)
  return new Map(
    [...rendered].map(([path, file]) => {
      const text = formatted.get(path)
      return [path, text === undefined || movesExcused(file.text, text) ? file : withText(file, text)]
    }),
  )
}

/** True where a comment that excuses an error of the next line would excuse another line. */
function movesExcused(before: string, after: string): boolean {
  const excused = (text: string) =>
    [...text.matchAll(/@ts-(?:ignore|expect-error)\b.*\r?\n(.*)/g)].map(([, line]) => line!.trim())
  return excused(before).join('\n') !== excused(after).join('\n')
}

function withText(file: RenderedPlanFile, text: string): RenderedPlanFile {
  const formatting = lineEdits(file.text, text)
  if (file.kind === 'create') {
    const segments = file.segments.map((segment) => ({
      ...segment,
      start: movedTo(formatting, segment.start, 'start'),
      end: movedTo(formatting, segment.end, 'end'),
    }))
    return { ...file, text, segments, edits: file.edits.map((edit) => ({ ...edit, text })) }
  }
  const edits = composeEdits(file.before.length, file.edits, formatting).map((edit) =>
    ownedAs(edit, file.edits),
  )
  return { ...file, text, edits, segments: segmentsOf(edits) }
}

/** What the formatter moves belongs to whose edits are part of it, else to the nearest. */
function ownedAs(edit: TextEdit, owned: readonly OwnedEdit[]): OwnedEdit {
  const distance = ({ start, end }: TextEdit) => Math.max(0, start - edit.end, edit.start - end)
  const nearest = Math.min(...owned.map(distance))
  const owners = owned.filter((other) => distance(other) === nearest)
  const isShared = nearest > 0 || owners.every(({ shared }) => shared)
  return {
    ...edit,
    candidates: [...new Set(owners.flatMap(({ candidates }) => candidates))],
    ...(isShared && { shared: true as const }),
  }
}

/** Edits of whole lines, without what their texts have in common at both ends. */
export function lineEdits(from: string, to: string): TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  let open: { start: number; end: number; text: string } | undefined
  for (const { added, removed, value } of diffArrays(linesOf(from), linesOf(to))) {
    const text = value.join('')
    if (!added && !removed) {
      if (open) edits.push(open)
      open = undefined
    } else {
      open ??= { start: at, end: at, text: '' }
      if (added) open.text += text
      else open.end += text.length
    }
    if (!added) at += text.length
  }
  if (open) edits.push(open)
  return edits.map((edit) => trimmed(from, edit))
}

function trimmed(from: string, { start, end, text }: TextEdit): TextEdit {
  const old = from.slice(start, end)
  const most = Math.min(old.length, text.length)
  let head = 0
  while (head < most && old[head] === text[head]) head += 1
  let tail = 0
  while (tail < most - head && old.at(-1 - tail) === text.at(-1 - tail)) tail += 1
  // A line ending is two characters in some files, and no place for an edit to begin or end.
  if (/\r$/.test(text.slice(0, head))) head -= 1
  if (/^\n/.test(text.slice(text.length - tail)) && /\r$/.test(from.slice(0, end - tail))) tail -= 1
  return { start: start + head, end: end - tail, text: text.slice(head, text.length - tail) }
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? []
}

/** Where a place of a text is after edits; of what one replaces, its start or end. */
function movedTo(edits: readonly TextEdit[], offset: number, side: 'start' | 'end'): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (start >= offset && !(start === offset && end === offset && side === 'end')) break
    if (end > offset) return start + shift + (side === 'end' ? text.length : 0)
    shift += text.length - (end - start)
  }
  return offset + shift
}
