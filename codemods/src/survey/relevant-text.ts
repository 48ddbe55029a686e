import { gateway } from './relevant-statements.js'

/** Lines from one at the left margin that begins a statement to the next such one. */
interface Section {
  readonly text: string
  readonly words: ReadonlySet<string>
  /** Names that other sections may use; undefined where only imports or lists of exports stand. */
  readonly declares: readonly string[] | undefined
  readonly isNeeded: boolean
}

/** Longer ones are rare, and hardly written by hand. */
const longestText = 500_000
const beginning =
  /^(?:@|(?:export|import|async|function|const|let|var|class|abstract|interface|type|enum|declare)\b(?!\s*[.(=:,]))/gm
const word = /[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*/g
const keyword =
  /^(as|async|await|break|case|catch|class|const|continue|default|delete|do|else|export|extends|finally|for|from|function|if|import|in|instanceof|let|new|null|of|return|super|switch|this|throw|true|false|try|type|typeof|undefined|var|void|while|with|yield)$/
const memberAssignment =
  /(?:(?<!\bthis)\.\s*#?[\w$]+|[\w$)\]](?<!\b(?:const|let|var))\s*\[[^\]\n]*\]+)\s*(?:[-+%&|^]|\*\*?|\/|&&|\|\||\?\?|<<|>>>?)?=(?![=>])/
const continued = /(?:[=,([{+\-*/&|?:<>.!]|\b(?:default|await|async|extends|of|in|return|new))$/
/** At the left margin, what neither begins a section, nor closes something, nor is a comment. */
const anotherStatement = /\n[^\s})\]/*]/
const importClause = /^import\s+(?:type\s+)?([^'"]*?)\bfrom\s*(['"])([^'"\n]+)\2/
const sideEffectImport = /^import\s*['"]/
const exportList = /^export\s*(?:type\s*)?[{*]/
const declared =
  /^(?:export\s+)?(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\b\s*\*?|class\b|interface\b|type\b|(?:const\s+)?enum\b|const\b|let\b|var\b)\s*([A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)/
/** `const a = 1, b = 2`, and what looks like it. */
const anotherName = /,\s*[\w$\u0080-\uffff[{][^,=]*=(?![=>])/

/**
 * A file's text with blanks for the statements that cannot have to do with a client, which comes in from `sources`,
 * specifiers of imports: in most files those are most statements, and what is left parses in a fraction of the time.
 * Undefined where that saves nothing, or where the text does not tell for certain.
 *
 * It goes by words, so it leaves at least what `relevantStatements` finds; also imports, lists of exports, and what
 * `consistency` compares: `catch` and `extends`.
 */
export function relevantText(text: string, sources: readonly string[]): string | undefined {
  const mark = '\uFEFF'
  if (text.startsWith(mark)) {
    const left = relevantText(text.slice(mark.length), sources)
    return left === undefined ? undefined : mark + left
  }
  if (text.length > longestText) return undefined
  // A name can be spelled with escapes; no name connects `state.db = open()` with `state.db`.
  if (text.includes('\\u') || memberAssignment.test(text)) return undefined
  const sections = sectionsOf(text)
  if (!sections) return undefined
  const entries = new Set((text.match(word) ?? []).filter((each) => gateway.test(each)))
  for (const section of sections) for (const name of importedNames(section, sources)) entries.add(name)
  const users = usersOf(sections)
  const relevant = new Set(sections.filter((section) => isEntry(section, entries)))
  for (const { words } of relevant)
    for (const each of words) for (const user of users.get(each) ?? []) relevant.add(user)
  const isLeft = (section: Section) => section.isNeeded || relevant.has(section)
  if (sections.every(isLeft)) return undefined
  return sections.map((section) => (isLeft(section) ? section.text : blanks(section.text))).join('')
}

function blanks(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length))
}

/** Undefined where the text does not tell for certain. */
function sectionsOf(text: string): Section[] | undefined {
  const starts = [...text.matchAll(beginning)].map(({ index }) => index)
  const sections: Section[] = []
  let from = 0
  let open = new Unclosed()
  for (const [index, start] of starts.entries()) {
    open.read(text.slice(index === 0 ? 0 : starts[index - 1], start))
    if (open.depth < 0) return undefined
    if (open.isAny) continue
    sections.push(sectionOf(text.slice(from, start), from === 0))
    from = start
    open = new Unclosed()
  }
  open.read(text.slice(starts.at(-1) ?? 0))
  if (open.depth < 0) return undefined
  sections.push(sectionOf(text.slice(from), from === 0 || open.isAny))
  return sections.some(({ text: own }) => isUnreadImport(own)) ? undefined : sections
}

const code = (character: string) => character.charCodeAt(0)
const [openBrace, openBracket, openParenthesis] = [...'{[('].map(code)
const [closeBrace, closeBracket, closeParenthesis] = [...'}])'].map(code)
const backtick = code('`')

/** What the lines of a section leave open, read in turn; what stands in strings and comments counts too. */
class Unclosed {
  depth = 0
  #backticks = 0
  #isInComment = false
  #isDecorator = false
  #isContinued = false

  get isAny(): boolean {
    const isCut = this.#backticks % 2 === 1 || this.#isInComment || this.#isDecorator || this.#isContinued
    return this.depth > 0 || isCut
  }

  read(lines: string): void {
    for (let at = 0; at < lines.length && this.depth >= 0; at += 1)
      switch (lines.charCodeAt(at)) {
        case openBrace:
        case openBracket:
        case openParenthesis:
          this.depth += 1
          break
        case closeBrace:
        case closeBracket:
        case closeParenthesis:
          this.depth -= 1
          break
        case backtick:
          this.#backticks += 1
      }
    const opened = lines.lastIndexOf('/*')
    const closed = lines.lastIndexOf('*/')
    if (opened !== closed) this.#isInComment = opened > closed
    this.#isDecorator = lines.startsWith('@')
    this.#isContinued = continued.test(withoutLastComments(lines))
  }
}

function isUnreadImport(text: string): boolean {
  return /^import\b/.test(text) && !importClause.test(text) && !sideEffectImport.test(text)
}

/** Those stand with what follows. */
function withoutLastComments(text: string): string {
  let left = text.trimEnd()
  for (;;) {
    const lastLine = left.lastIndexOf('\n') + 1
    let end = left.length
    if (left.endsWith('*/')) end = left.lastIndexOf('/*')
    else if (/^\s*\/\//.test(left.slice(lastLine))) end = lastLine
    if (end === left.length) return left
    left = left.slice(0, Math.max(end, 0)).trimEnd()
  }
}

function sectionOf(text: string, isNeeded: boolean): Section {
  const words = new Set(text.match(word))
  const isAlone = !anotherStatement.test(text)
  const isList = isAlone && (/^import\b/.test(text) || exportList.test(text))
  return {
    text,
    words,
    declares: isList ? undefined : namesIn(text, words, isAlone),
    isNeeded: isNeeded || isList || words.has('catch') || words.has('extends'),
  }
}

function namesIn(text: string, words: ReadonlySet<string>, isAlone: boolean): readonly string[] {
  const name = isAlone ? declared.exec(text)?.[1] : undefined
  const isVariable = /^(?:export\s+)?(?:const|let|var)\b/.test(text)
  const isCertain = name !== undefined && !(isVariable && anotherName.test(text))
  // Else any word may be a name.
  return isCertain ? [name] : [...words].filter((each) => !keyword.test(each))
}

/** What a section imports from where a client may come. */
function importedNames({ text }: Section, sources: readonly string[]): string[] {
  const [, clause, , specifier] = importClause.exec(text) ?? []
  if (clause === undefined || !sources.includes(specifier!)) return []
  return (clause.match(word) ?? []).filter((each) => !keyword.test(each))
}

/** True where a client may come into the file. */
function isEntry({ text, words, declares }: Section, entries: ReadonlySet<string>): boolean {
  if (!declares) return false
  if (/\bimport\s*[(.]/.test(text)) return true
  for (const entry of entries) if (words.has(entry)) return true
  return false
}

/** By each name that a section declares: the sections that use it. */
function usersOf(sections: readonly Section[]): ReadonlyMap<string, readonly Section[]> {
  const users = new Map<string, Section[]>()
  for (const { declares } of sections) for (const each of declares ?? []) users.set(each, [])
  for (const section of sections)
    if (section.declares) for (const each of section.words) users.get(each)?.push(section)
  return users
}
