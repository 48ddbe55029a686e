import type { SourceFile } from '../survey/source-file.js'

/** Documents the file, or tells a tool of it: it stays at the head. */
const ofFile =
  /@(file|fileoverview|overview|license|licence|copyright|preserve|module|packageDocumentation|author|ts-\w+|jest-\w+|vitest-\w+|jsx\w*|format|prettier|flow)\b|copyright|license/i

/** After a shebang, directives and the comments that head the file, before the comment that documents what comes first. */
export function startOfCode(file: SourceFile): number {
  const first = file.program.body.find((node) => !('directive' in node) || !node.directive)
  if (!first) return file.text.length
  const above = file.comments.filter(({ end }) => end <= first.start).at(-1)
  if (!above?.value.startsWith('*') || ofFile.test(above.value)) return first.start
  const isOwnLine = /(^|\n)\uFEFF?$/.test(file.text.slice(0, above.start))
  return isOwnLine && /^[ \t]*\r?\n$/.test(file.text.slice(above.end, first.start))
    ? above.start
    : first.start
}

/** The end of a statement with the comment that follows it on its line. */
export function endWithComment(text: string, end: number): number {
  const comment = /^[ \t]*(?:\/\/[^\r\n]*|\/\*(?:(?!\*\/)[^\r\n])*\*\/[ \t]*(?=\r?\n|$))/.exec(
    text.slice(end),
  )
  return end + (comment?.[0].trimEnd().length ?? 0)
}
