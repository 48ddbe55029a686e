import { enclosingFunction, isWithin, type Node, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { BuiltStatement } from './built-statement.js'

/** The lines that put a call's statement together, without their indentation; those that begin inside of a text are told apart. */
export function linesOf(
  file: SourceFile,
  call: Node,
  { ranges, renamed }: BuiltStatement,
): { readonly text: string; readonly isInText: boolean }[] {
  const texts: Node[] = []
  walk(enclosingFunction(call) as Node, (each) => {
    if (each.type === 'TemplateLiteral' && ranges.some((range) => isWithin(each, range))) texts.push(each)
    return true
  })
  return ranges.flatMap(({ start, end }) => {
    const indent = /[ \t]*$/.exec(file.text.slice(0, start))![0]
    let at = start
    return file.text
      .slice(start, end)
      .split('\n')
      .map((line) => {
        const from = at
        const isInText = texts.some((text) => from > text.start && from < text.end)
        at += line.length + 1
        let text = line
        const inside = renamed.filter((each) => each.start >= from && each.end <= from + line.length)
        for (const each of inside.sort((a, b) => b.start - a.start))
          text = text.slice(0, each.start - from) + each.text + text.slice(each.end - from)
        text = text.replace(/\r$/, '')
        return { text: !isInText && text.startsWith(indent) ? text.slice(indent.length) : text, isInText }
      })
  })
}
