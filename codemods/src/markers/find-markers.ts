import type { Usage } from '../model.js'
import type { Project } from '../survey/project.js'

/** `// duckshift-todo(refusal-id): what is left to do by hand` */
export interface TodoMarker {
  readonly kind: 'todo'
  readonly file: string
  readonly line: number
  readonly refusal: string
  readonly text: string
}

/** `// duckshift-ignore: why`, on the usage's line or right above it. */
export interface IgnoreMarker {
  readonly kind: 'ignore'
  readonly file: string
  readonly line: number
  /** The first line of code that it speaks of. */
  readonly target: number
  /** Empty when none is given: such a comment ignores nothing. */
  readonly reason: string
}

const marker = /^[\s*!]*duckshift-(?:todo\(([\w-]+)\)|(ignore))(?::[ \t]*(.*?))?\s*$/

/** The marker comments of the project's files. Text in strings is no comment. */
export function findMarkers(project: Project): { todos: TodoMarker[]; ignores: IgnoreMarker[] } {
  const todos: TodoMarker[] = []
  const ignores: IgnoreMarker[] = []
  for (const file of project.marked) {
    if (!/duckshift-(todo|ignore)/.test(project.text(file) ?? '')) continue
    const source = project.source(file)
    if (!source) continue
    for (const comment of source.comments) {
      comment.value.split('\n').forEach((text, index) => {
        const match = marker.exec(text)
        if (!match) return
        const line = source.position(comment.start).line + index
        const words = match[3] ?? ''
        if (match[1]) todos.push({ kind: 'todo', file, line, refusal: match[1], text: words })
        else
          ignores.push({ kind: 'ignore', file, line, target: targetOf(source.text, comment), reason: words })
      })
    }
  }
  return { todos, ignores }
}

/** A comment at the end of a line of code speaks of that line; one on its own, of the next line with code. */
function targetOf(text: string, comment: { readonly start: number; readonly end: number }): number {
  const lines = text.split('\n')
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const lineStart = text.lastIndexOf('\n', comment.start - 1) + 1
  if (text.slice(lineStart, comment.start).trim()) return lineOf(comment.start)
  let line = lineOf(comment.end) + 1
  while (line <= lines.length && /^\s*(\/\/|\/?\*|$)/.test(lines[line - 1]!)) line += 1
  return line
}

/** Which usages, or findings, the comments ignore, and which comments ignore nothing. */
export function matchIgnores(
  ignores: readonly IgnoreMarker[],
  usages: readonly Pick<Usage, 'id' | 'file' | 'line'>[],
): { readonly reasons: ReadonlyMap<string, string>; readonly unused: readonly IgnoreMarker[] } {
  const reasons = new Map<string, string>()
  const unused = ignores.filter(({ file, target, reason }) => {
    if (!reason) return false
    const own = usages.filter((usage) => usage.file === file && usage.line === target)
    for (const usage of own) reasons.set(usage.id, reason)
    return own.length === 0
  })
  return { reasons, unused }
}
