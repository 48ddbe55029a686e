import type { TextEdit } from '../model.js'
import type { CodeStyle } from '../repositories/repository-method.js'
import { isFunction, keyName, type Node, stringValue, unwrap, walk } from '../survey/nodes.js'
import type { SourceFile } from '../survey/source-file.js'
import type { ImportChanges, ImportRequest } from './import-manager.js'
import { commentsIn, listEdits } from './list-edits.js'
import { isNamedInJsDoc } from './named-in-jsdoc.js'
import { endWithComment, startOfCode } from './start-of-code.js'

interface Requiring {
  readonly statement: Node
  readonly pattern: Node
  readonly from: string
}

/** What `importEdits` does, in a CommonJS module: `const { a, b } = require('x')`. Types are not asked for there. */
export function requireEdits(file: SourceFile, changes: ImportChanges, style: CodeStyle): TextEdit[] {
  const requiring = topLevelRequires(file)
  const byModule = new Map<string, ImportRequest[]>()
  for (const request of changes.add) {
    const known = byModule.get(request.from) ?? []
    byModule.set(request.from, known)
    const isKnown = known.some(({ name, alias }) => name === request.name && alias === request.alias)
    if (!request.typeOnly && !isKnown && !isRequired(requiring, request)) known.push(request)
  }
  const edits: TextEdit[] = []
  const fresh: string[] = []
  const early = firstRunOnLoad(file, changes.edited ?? [])
  const end = style.semicolons ? ';' : ''
  const additions = new Map<Requiring, string[]>()
  for (const [from, requests] of [...byModule].sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))) {
    if (requests.length === 0) continue
    const names = requests
      .map(({ name, alias }) => (alias && alias !== name ? `${name}: ${alias}` : name))
      .sort()
    const target = requiring.find(
      ({ from: known, pattern, statement }) =>
        known === from && pattern.type === 'ObjectPattern' && !(early && statement.start > early.start),
    )
    if (target) additions.set(target, names)
    else fresh.push(`const { ${names.join(', ')} } = require(${style.quote}${from}${style.quote})${end}`)
  }
  const leaving: Requiring[] = []
  for (const entry of requiring) {
    const gone = orphansOf(file, entry, changes)
    const added = additions.get(entry) ?? []
    if (entry.pattern.type !== 'ObjectPattern') {
      if (gone.has(entry.pattern)) leaving.push(entry)
      continue
    }
    const properties = entry.pattern.properties as Node[]
    const kept = properties.filter((property) => !gone.has(property))
    if (kept.length === 0 && added.length === 0) leaving.push(entry)
    else if (kept.length < properties.length || added.length > 0) {
      edits.push(...listEdits(file.text, properties, { gone, added }))
    }
  }
  edits.push(...placed(file, requiring, leaving, fresh, style.lineEnding, early))
  return edits
}

/** The first statement that is edited where it runs while the file loads, and not in a function that is called later. */
function firstRunOnLoad(file: SourceFile, edited: readonly number[]): Node | undefined {
  return (file.program.body as Node[]).find((statement) =>
    edited.some((offset) => {
      if (offset < statement.start || offset >= statement.end) return false
      let isLater = false
      walk(statement, (node) => {
        if (offset < node.start || offset >= node.end) return false
        isLater ||= isFunction(node)
        return !isLater
      })
      return !isLater
    }),
  )
}

function topLevelRequires(file: SourceFile): Requiring[] {
  return file.program.body.flatMap((statement) => {
    if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return []
    const [declarator] = statement.declarations
    const call = declarator?.init && unwrap(declarator.init as Node)
    if (
      call?.type !== 'CallExpression' ||
      call.callee.type !== 'Identifier' ||
      call.callee.name !== 'require'
    )
      return []
    const from = stringValue(call.arguments[0])
    return from === undefined ? [] : [{ statement: statement as Node, pattern: declarator!.id as Node, from }]
  })
}

function isRequired(requiring: readonly Requiring[], request: ImportRequest): boolean {
  return requiring.some(
    ({ from, pattern }) =>
      from === request.from &&
      pattern.type === 'ObjectPattern' &&
      pattern.properties.some(
        (property) =>
          property.type === 'Property' &&
          keyName(property.key) === request.name &&
          property.value.type === 'Identifier' &&
          property.value.name === (request.alias ?? request.name),
      ),
  )
}

/** The properties of a pattern, or the pattern itself, that nothing refers to once the edits are made. */
function orphansOf(
  file: SourceFile,
  entry: Requiring,
  { removedReferences: removed, add }: ImportChanges,
): Set<Node> {
  // What new code asks for stays, though nothing of the old refers to it.
  const asked = new Set(add.flatMap(({ from, name, alias }) => (from === entry.from ? [alias ?? name] : [])))
  const isRemoved = (node: Node) =>
    removed.some((range) => node.start >= range.start && node.end <= range.end)
  const isOrphan = (identifier: Node): boolean => {
    if (identifier.type !== 'Identifier' || asked.has(identifier.name)) return false
    const references = file.scopes.topLevel(identifier.name)?.references ?? []
    return references.some(isRemoved) && references.every(isRemoved) && !isNamedInJsDoc(file, identifier.name)
  }
  const { pattern } = entry
  if (pattern.type !== 'ObjectPattern') return new Set(isOrphan(pattern) ? [pattern] : [])
  return new Set(
    (pattern.properties as Node[]).filter(
      (property) => property.type === 'Property' && isOrphan(property.value as Node),
    ),
  )
}

function rank(from: string): number {
  return from.startsWith('.') ? 1 : 0
}

/** New lines take the place of leaving ones where there are any, else come after the last `require`. */
function placed(
  file: SourceFile,
  requiring: readonly Requiring[],
  leaving: readonly Requiring[],
  fresh: readonly string[],
  eol: string,
  early: Node | undefined,
): TextEdit[] {
  const pending = [...fresh]
  const isInTime = ({ statement }: Requiring) => !early || statement.start < early.start
  const places = leaving.filter(isInTime)
  const edits = leaving.map((entry): TextEdit => {
    const { statement } = entry
    const own = entry === places.at(-1) ? pending.splice(0) : isInTime(entry) ? pending.splice(0, 1) : []
    const lines = [...commentsIn(file, statement), ...own]
    const rest = /^[ \t]*(\r?\n)?/.exec(file.text.slice(statement.end))!
    return lines.length > 0
      ? { start: statement.start, end: statement.end, text: lines.join(eol) }
      : { start: statement.start, end: statement.end + (rest[1] ? rest[0].length : 0), text: '' }
  })
  if (pending.length === 0) return edits
  const last = requiring.filter(isInTime).at(-1)?.statement
  const start = last ? endWithComment(file.text, last.end) : startOfCode(file)
  const text = last ? eol + pending.join(eol) : pending.join(eol) + eol + eol
  return [...edits, { start, end: start, text }]
}
