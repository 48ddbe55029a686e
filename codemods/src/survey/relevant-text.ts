import { gateway } from './relevant-statements.js'

/** Lines from one at the left margin that begins a statement to the next such one. */
interface Section {
  readonly text: string
  readonly words: ReadonlySet<string>
  /** Names that other sections may use; undefined where only imports or lists of exports stand. */
  readonly declares: readonly string[] | undefined
  readonly isNeeded: boolean
}

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
const importClause = /^import\s+(?:type\s+)?([^'"]*?)\s*\bfrom\s*(['"])([^'"\n]+)\2/
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
  if (sections.every((section) => section.isNeeded || relevant.has(section))) return undefined
  return sections
    .map((section) => (section.isNeeded || relevant.has(section) ? section.text : blanks(section.text)))
    .join('')
}

function blanks(text: string): string {
  return text.replace(/[^\r\n]+/g, (line) => ' '.repeat(line.length))
}

/** Undefined where the text does not tell for certain. */
function sectionsOf(text: string): Section[] | undefined {
  const starts = [...text.matchAll(beginning)].map(({ index }) => index)
  const sections: Section[] = []
  let from = 0
  for (const [index, start] of [...starts, text.length].entries()) {
    const own = text.slice(from, start)
    const isLast = index === starts.length
    const state = stateOf(own)
    if (state === 'wrong') return undefined
    if (state === 'open' && !isLast) continue
    if (/^import\b/.test(own) && !importClause.test(own) && !sideEffectImport.test(own)) return undefined
    sections.push(sectionOf(own, from === 0 || state === 'open'))
    from = start
  }
  return sections
}

const code = (character: string) => character.charCodeAt(0)
const [openBrace, openBracket, openParenthesis] = [...'{[('].map(code)
const [closeBrace, closeBracket, closeParenthesis] = [...'}])'].map(code)
const backtick = code('`')

/** Whether a text can be a number of whole statements, by what it opens and closes; strings and comments count too. */
function stateOf(text: string): 'whole' | 'open' | 'wrong' {
  let depth = 0
  let backticks = 0
  for (let at = 0; at < text.length; at += 1)
    switch (text.charCodeAt(at)) {
      case openBrace:
      case openBracket:
      case openParenthesis:
        depth += 1
        break
      case closeBrace:
      case closeBracket:
      case closeParenthesis:
        depth -= 1
        if (depth < 0) return 'wrong'
        break
      case backtick:
        backticks += 1
    }
  const isInComment = text.lastIndexOf('/*') > text.lastIndexOf('*/')
  const isOpen = depth > 0 || backticks % 2 === 1 || isInComment || isDecorator(text)
  return isOpen || continued.test(withoutLastComments(text)) ? 'open' : 'whole'
}

function isDecorator(text: string): boolean {
  return text.startsWith('@') && !/^(?:export|declare|abstract|class)\b/m.test(text)
}

/** Those stand with what follows. */
function withoutLastComments(text: string): string {
  let left = text.trimEnd()
  for (;;) {
    const lastLine = left.lastIndexOf('\n') + 1
    let end = left.length
    if (left.endsWith('*/')) end = left.lastIndexOf('/*')
    else if (/^\s*\/\//.test(left.slice(lastLine))) end = lastLine
    if (end < 0 || end === left.length) return left
    left = left.slice(0, end).trimEnd()
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
