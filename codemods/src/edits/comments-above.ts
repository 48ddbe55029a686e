import type { SourceFile } from '../survey/source-file.js'

/** Where the comments begin that stand right above a place, on lines of their own; the place itself where none does. */
export function commentsAbove({ text, comments }: SourceFile, place: number): number {
  let start = place
  for (const comment of [...comments].reverse()) {
    if (comment.end > start) continue
    const line = text.slice(text.lastIndexOf('\n', comment.start - 1) + 1, comment.start)
    if (!/^[ \t]*(\r?\n)?[ \t]*$/.test(text.slice(comment.end, start)) || line.trim() !== '') break
    start = comment.start
  }
  return start
}
