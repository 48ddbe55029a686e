import type { TextEdit } from '../model.js'

/** Thrown when two edits want the same bytes: a mistake of the codemods, never of the user. */
export class OverlappingEditsError extends Error {
  readonly code = 'overlapping-edits'
  readonly edits: readonly [TextEdit, TextEdit]

  constructor(first: TextEdit, second: TextEdit) {
    super(`The edits at ${first.start}–${first.end} and ${second.start}–${second.end} overlap.`)
    this.name = 'OverlappingEditsError'
    this.edits = [first, second]
  }
}

/** Sorted by position; insertions at one position keep their order; equal edits are made once. Throws OverlappingEditsError. */
export function normalizeEdits(edits: readonly TextEdit[]): TextEdit[] {
  const seen = new Set<string>()
  const unique = edits.filter((edit) => {
    const key = `${edit.start}:${edit.end}:${edit.text}`
    return !seen.has(key) && seen.add(key)
  })
  const sorted = unique
    .map((edit, index) => ({ edit, index }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.index - b.index)
    .map(({ edit }) => edit)
  for (let index = 1; index < sorted.length; index += 1) {
    if (sorted[index]!.start < sorted[index - 1]!.end)
      throw new OverlappingEditsError(sorted[index - 1]!, sorted[index]!)
  }
  return sorted
}

/** Without the insertions that fall inside what another edit replaces. */
export function withoutCoveredInsertions(edits: readonly TextEdit[]): TextEdit[] {
  return edits.filter(
    (edit) =>
      edit.end > edit.start || !edits.some((other) => other.start < edit.start && other.end > edit.start),
  )
}

/** The text with normalised edits made. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = ''
  let at = 0
  for (const edit of edits) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}
