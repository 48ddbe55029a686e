import { escapePattern } from '../edits/escape-pattern.js'
import type { Place } from '../model.js'
import { isFacade } from '../survey/facade-module.js'
import type { Project } from '../survey/project.js'
import type { LegacyNames } from './legacy-names.js'
import { projectDocuments, readProjectFile } from './project-documents.js'

export interface StaleMention {
  readonly place: Place
  readonly name: string
  /** `code` is a name that stands for itself; prose and samples say something about it that a machine cannot reword. */
  readonly context: 'code' | 'prose' | 'sample'
  readonly instead?: string
  /** The code still has what is named. */
  readonly isDeclared: boolean
}

/** Change logs and records of decisions say what was; that stays true. */
function tellsHistory(path: string): boolean {
  return (
    /(^|\/)(change[-_]?logs?|changes|history|news|release[-_]?notes?|releases|decisions)\b[^/]*$/i.test(
      path,
    ) ||
    /(^|\/)(adrs?|decisions|rfcs?|\.changeset|change[-_]?logs?|release[-_]?notes|post-?mortems?)\//i.test(
      path,
    )
  )
}

/** Where Markdown, docstrings and comments still name the legacy client. Generated sections may. */
export function staleMentions(project: Project, names: LegacyNames): StaleMention[] {
  const pattern = patternOf(names)
  if (!pattern) return []
  const mentions: StaleMention[] = []
  for (const path of projectDocuments(project.root)) {
    if (tellsHistory(path)) continue
    const text = readProjectFile(project.root, path)
    if (text !== undefined && pattern.test(text))
      mentions.push(...mentionsIn(path, text, markdownParts(text), pattern, names))
  }
  for (const path of project.files) {
    if (!pattern.test(project.text(path) ?? '')) continue
    const source = project.source(path)
    if (!source || isFacade(source.text)) continue
    const comments = source.comments.map(({ start, end }) => ({ start, end, context: 'prose' as const }))
    mentions.push(...mentionsIn(path, source.text, comments, pattern, names))
  }
  return mentions
}

interface Part {
  readonly start: number
  readonly end: number
  readonly context: StaleMention['context']
}

function mentionsIn(
  file: string,
  text: string,
  parts: readonly Part[],
  pattern: RegExp,
  names: LegacyNames,
): StaleMention[] {
  const mentions: StaleMention[] = []
  for (const part of parts) {
    for (const match of text.slice(part.start, part.end).matchAll(new RegExp(pattern, 'g'))) {
      const start = part.start + match.index
      if (isWord(text, part, start, match[1]!)) continue
      mentions.push(mentionAt(file, text, part, start, match[1]!, names))
    }
  }
  return mentions
}

/** `query` is a word of every language: outside code it names something where it is marked as code or called. */
function isWord(text: string, { context }: Part, start: number, name: string): boolean {
  if (context === 'code' || !/^[a-z]+$/.test(name)) return false
  const isMarked = text[start - 1] === '`' && text[start + name.length] === '`'
  return !isMarked && text[start + name.length] !== '('
}

function mentionAt(
  file: string,
  text: string,
  part: Part,
  start: number,
  name: string,
  names: LegacyNames,
): StaleMention {
  const symbol = names.symbols.get(name)
  const isCalled = symbol?.kind === 'accessor' && text.startsWith('()', start + name.length)
  const end = start + name.length + (isCalled ? 2 : 0)
  const isQuoted = text[start - 1] === '`' && text[end] === '`'
  const isAlone =
    (part.context === 'code' || isQuoted || (part.context === 'prose' && isCalled)) &&
    !tellsOfChange(lineAt(text, start))
  const instead = symbol ? symbol.instead : names.paths.get(name)
  const before = text.slice(0, start)
  const line = before.split('\n').length
  return {
    place: { file, start, end, line, column: start - before.lastIndexOf('\n') },
    name,
    context: isAlone ? 'code' : part.context === 'code' ? 'prose' : part.context,
    isDeclared: symbol?.isDeclared ?? false,
    ...(isAlone && instead !== undefined && { instead }),
  }
}

function lineAt(text: string, at: number): string {
  return text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n', 1)[0]!
}

/** What a sentence says of a change is about the old name: put the new one there, and it is wrong. */
function tellsOfChange(line: string): boolean {
  return /\b(replac(es|ed|ing)|instead of|used to|formerly|previously|no longer|deprecated|legacy|(is|are|was|were|has been) (gone|removed|dropped|renamed))\b/i.test(
    line,
  )
}

function patternOf({ symbols, paths }: LegacyNames): RegExp | undefined {
  const words = [...symbols.keys()].map((name) => `(?<![\\w$.])${escapePattern(name)}(?![\\w$])`)
  const files = [...paths.keys()].map((path) => `(?<![\\w/])${escapePattern(path)}(?![\\w/])`)
  return words.length + files.length > 0 ? new RegExp(`(${[...files, ...words].join('|')})`) : undefined
}

/** The parts of a document outside generated sections: fenced samples, inline code, prose. */
function markdownParts(text: string): Part[] {
  const special =
    /<!-- duckshift:begin (\S+) [\s\S]*?<!-- duckshift:end \1 -->|^ {0,3}(`{3,}|~{3,})[^\n]*\n[\s\S]*?(?:^ {0,3}\2[`~]*\s*$|(?![\s\S]))|(`+)(?!`)[^\n]*?[^`]\3(?!`)/gm
  const parts: Part[] = []
  let at = 0
  const prose = (end: number) => {
    if (end > at) parts.push({ start: at, end, context: 'prose' })
  }
  for (const match of text.matchAll(special)) {
    prose(match.index)
    at = match.index + match[0].length
    if (match[1] !== undefined) continue
    parts.push({ start: match.index, end: at, context: match[2] !== undefined ? 'sample' : 'code' })
  }
  prose(text.length)
  return parts
}
