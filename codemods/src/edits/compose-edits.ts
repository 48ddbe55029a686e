import type { TextEdit } from '../model.js'

/** A piece of the text in the middle: kept from the original, or put in by the first edits. */
type Piece = { readonly from: number; readonly length: number } | { readonly text: string }

/** One set of edits of the original text that does what `first`, and then `second` on its result, do. Both are sorted. */
export function composeEdits(
  length: number,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): TextEdit[] {
  const pieces = piecesOf(length, first)
  const result: Piece[] = []
  let at = 0
  for (const edit of second) {
    result.push(...slice(pieces, at, edit.start))
    if (edit.text !== '') result.push({ text: edit.text })
    at = edit.end
  }
  result.push(...slice(pieces, at, Number.POSITIVE_INFINITY))
  return editsOf(length, result)
}

function piecesOf(length: number, edits: readonly TextEdit[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { start, end, text } of edits) {
    if (start > at) pieces.push({ from: at, length: start - at })
    if (text !== '') pieces.push({ text })
    at = end
  }
  if (length > at) pieces.push({ from: at, length: length - at })
  return pieces
}

function slice(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const taken: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const size = 'text' in piece ? piece.text.length : piece.length
    const from = Math.max(0, start - at)
    const to = Math.min(size, end - at)
    if (from < to) {
      taken.push(
        'text' in piece
          ? { text: piece.text.slice(from, to) }
          : { from: piece.from + from, length: to - from },
      )
    }
    at += size
  }
  return taken
}

function editsOf(length: number, pieces: readonly Piece[]): TextEdit[] {
  const edits: TextEdit[] = []
  let at = 0
  let text = ''
  const upTo = (end: number) => {
    if (end > at || text !== '') edits.push({ start: at, end, text })
    text = ''
  }
  for (const piece of pieces) {
    if ('text' in piece) {
      text += piece.text
      continue
    }
    upTo(piece.from)
    at = piece.from + piece.length
  }
  upTo(length)
  return edits
}

/** Where a place of the edited text was before the edits; of what they put in, where they put it. */
export function offsetBefore(edits: readonly TextEdit[], offset: number): number {
  let shift = 0
  for (const { start, end, text } of edits) {
    if (offset < start + shift) break
    if (offset < start + shift + text.length) return start
    shift += text.length - (end - start)
  }
  return offset - shift
}
