import type { TextEdit } from '../model.js'
import type { SourceFile } from '../survey/source-file.js'

interface Range {
  readonly start: number
  readonly end: number
}

/** Removes a statement with its line, leaving comments and neighbours alone, and no two blank lines in a row. */
export function statementRemoval(file: SourceFile, statement: Range): TextEdit {
  const lineStart = file.text.lastIndexOf('\n', statement.start - 1) + 1
  const before = file.text.slice(lineStart, statement.start)
  const after = /^[ \t]*(\r?\n)?/.exec(file.text.slice(statement.end))!
  const isAlone = /^[ \t]*$/.test(before) && after[1] !== undefined
  if (!isAlone) return { start: statement.start, end: statement.end, text: '' }
  const end = statement.end + after[0].length
  const above = file.text.slice(file.text.lastIndexOf('\n', lineStart - 2) + 1, lineStart)
  const isAtGap = /^\s*$|\{\s*$|^\s*\/\/|\*\/\s*$/.test(above)
  const blankLine = isAtGap ? (/^[ \t]*\r?\n/.exec(file.text.slice(end))?.[0].length ?? 0) : 0
  return { start: lineStart, end: end + blankLine, text: '' }
}

/** Removes several: those that follow each other go as one, with the blank lines between them. */
export function statementRemovals(file: SourceFile, statements: readonly Range[]): TextEdit[] {
  const runs: { start: number; end: number }[] = []
  for (const { start, end } of [...statements].sort((one, other) => one.start - other.start)) {
    const last = runs.at(-1)
    if (last && /^\s*$/.test(file.text.slice(last.end, start))) last.end = end
    else runs.push({ start, end })
  }
  return runs.map((run) => statementRemoval(file, run))
}
