import type { ImportDeclaration } from 'oxc-parser'
import type { TextEdit } from '../model.js'
import type { CodeStyle } from '../repositories/repository-method.js'
import type { Node } from '../survey/nodes.js'
import type { Binding } from '../survey/scopes.js'
import type { SourceFile } from '../survey/source-file.js'
import { isCommonJs } from './code-style.js'
import { compareNames, compareSources, kindOf, orderedImports } from './import-order.js'
import { commentsIn, listEdits } from './list-edits.js'
import { isNamedInJsDoc } from './named-in-jsdoc.js'
import { requireEdits } from './require-manager.js'
import { endWithComment, startOfCode } from './start-of-code.js'

export interface ImportRequest {
  readonly from: string
  readonly name: string
  readonly alias?: string | undefined
  readonly typeOnly?: boolean | undefined
}

export interface ImportChanges {
  readonly add: readonly ImportRequest[]
  /** Identifiers that other edits remove. An import none of whose references remain goes with them. */
  readonly removedReferences: readonly { readonly start: number; readonly end: number }[]
  /** Local names of imports to which nothing refers. */
  readonly unused?: readonly string[]
  /** Where the file is edited: what is required has to be there before code that runs while it loads. */
  readonly edited?: readonly number[]
}

/** The edits that give a file its new imports and take those nobody refers to any more. */
export function importEdits(file: SourceFile, changes: ImportChanges, style: CodeStyle): TextEdit[] {
  if (isCommonJs(file)) return requireEdits(file, changes, style)
  const declarations = file.program.body.filter(
    (node): node is ImportDeclaration => node.type === 'ImportDeclaration',
  )
  const orphans = orphanedImports(file, changes)
  // What new code asks for stays, though nothing of the old refers to it.
  for (const { source, specifiers } of declarations)
    for (const specifier of specifiers)
      if (changes.add.some((request) => isOf(source.value, specifier as Node, request)))
        orphans.delete(specifier as Node)
  const edits: TextEdit[] = []
  const missing = changes.add.filter((request) => !isImported(declarations, request))
  const byModule = new Map<string, ImportRequest[]>()
  for (const request of missing) {
    const known = byModule.get(request.from) ?? []
    const same = known.findIndex((other) => other.name === request.name)
    if (same < 0) known.push(request)
    else if (!request.typeOnly) known[same] = request
    byModule.set(request.from, known)
  }

  const replaced = new Set<ImportDeclaration>()
  const fresh: string[] = []
  for (const requests of [...byModule.values()].sort(byKindAndPath)) {
    const merged = declarations.find((declaration) => canTake(declaration, requests))
    if (merged) {
      replaced.add(merged)
      edits.push(...mergeInto(file, merged, requests, orphans))
    } else {
      fresh.push(wrapped(file, declarations, importLine(requests, style), style))
    }
  }
  const leaving: ImportDeclaration[] = []
  for (const declaration of declarations) {
    if (replaced.has(declaration)) continue
    const gone = declaration.specifiers.filter((specifier) => orphans.has(specifier as Node))
    if (gone.length === 0) continue
    if (gone.length === declaration.specifiers.length) leaving.push(declaration)
    else edits.push(...withoutSpecifiers(file, declaration, orphans))
  }
  const placed = placeFresh(file, declarations, leaving, fresh, style)
  // Bundlers let a module import and require.
  const required =
    changes.removedReferences.length > 0 ? requireEdits(file, { ...changes, add: [] }, style) : []
  const isPlaceLeft = ({ start, text }: TextEdit) =>
    required.some((edit) => edit.start === start && !edit.text && text)
  const blank = style.lineEnding.repeat(2)
  for (const edit of placed)
    edits.push(
      isPlaceLeft(edit) && edit.text.endsWith(blank)
        ? { ...edit, text: edit.text.slice(0, -style.lineEnding.length) }
        : edit,
    )
  return [...edits, ...required]
}

/** The local name a request would get in this file: an existing import's, else its own, unless that is taken. */
export function localNameFor(file: SourceFile, request: ImportRequest): string | undefined {
  for (const node of file.program.body) {
    if (node.type !== 'ImportDeclaration' || node.source.value !== request.from) continue
    for (const specifier of node.specifiers) {
      if (specifier.type === 'ImportSpecifier' && importedName(specifier) === request.name)
        return specifier.local.name
    }
  }
  return file.scopes.declares(request.name) ? undefined : request.name
}

function importedName(specifier: Node): string | undefined {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type !== 'ImportSpecifier') return undefined
  return specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name
}

function orphanedImports(file: SourceFile, { removedReferences, unused = [] }: ImportChanges): Set<Node> {
  const orphans = new Set<Node>()
  if (removedReferences.length + unused.length === 0) return orphans
  const isRemoved = (node: Node) =>
    removedReferences.some((range) => node.start >= range.start && node.end <= range.end)
  for (const binding of importBindings(file)) {
    const touched = unused.includes(binding.name) || binding.references.some(isRemoved)
    if (touched && binding.references.every(isRemoved) && !isNamedInJsDoc(file, binding.name))
      orphans.add(binding.declaration)
  }
  return orphans
}

function* importBindings(file: SourceFile): Iterable<Binding> {
  for (const binding of file.scopes.bindings()) if (binding.kind === 'import') yield binding
}

function isImported(declarations: readonly ImportDeclaration[], request: ImportRequest): boolean {
  return declarations.some(
    (declaration) =>
      (request.typeOnly || declaration.importKind !== 'type') &&
      declaration.specifiers.some((specifier) => isOf(declaration.source.value, specifier as Node, request)),
  )
}

/** True for the specifier that a request asks for. */
function isOf(from: string, specifier: Node, request: ImportRequest): boolean {
  return (
    from === request.from &&
    importedName(specifier) === request.name &&
    (specifier as { local?: { name: string } }).local?.name === (request.alias ?? request.name)
  )
}

/** Packages before the project's own files, as nearly every code base sorts them. */
function byKindAndPath([a]: readonly ImportRequest[], [b]: readonly ImportRequest[]): number {
  const rank = ({ from }: ImportRequest) => Number(isOwnFile(from))
  return rank(a!) - rank(b!) || (a!.from < b!.from ? -1 : 1)
}

function isOwnFile(specifier: string): boolean {
  return /^[./#~]|^@\//.test(specifier)
}

function isTypeOnly(requests: readonly ImportRequest[]): boolean {
  return requests.every((request) => request.typeOnly)
}

function canTake(declaration: ImportDeclaration, requests: readonly ImportRequest[]): boolean {
  return (
    declaration.source.value === requests[0]!.from &&
    (declaration.importKind !== 'type' || isTypeOnly(requests)) &&
    declaration.specifiers.some((specifier) => specifier.type === 'ImportSpecifier')
  )
}

function mergeInto(
  file: SourceFile,
  declaration: ImportDeclaration,
  requests: readonly ImportRequest[],
  orphans: ReadonlySet<Node>,
): TextEdit[] {
  const marksTypes = declaration.importKind !== 'type'
  const named = namedSpecifiers(declaration)
  const nameAt = (index: number) => importedName(named[index]!) ?? ''
  const isOrdered =
    named.length > 1 &&
    named.every((_, index) => index === 0 || compareNames(nameAt(index - 1), nameAt(index)) <= 0)
  const isPlain =
    !named.some((specifier) => orphans.has(specifier)) && commentsIn(file, declaration).length === 0
  const sorted = [...requests].sort((a, b) => compareNames(a.name, b.name))
  const edits: TextEdit[] = []
  const last: string[] = []
  for (const request of sorted) {
    const text = nameText(request, marksTypes)
    const next = named.findIndex((_, index) => compareNames(nameAt(index), request.name) > 0)
    if (!isOrdered || !isPlain || next < 0) last.push(text)
    else {
      const { start } = named[next]!
      const separator = /\r?\n[ \t]*$/.exec(file.text.slice(0, start))?.[0] ?? ' '
      edits.push({ start, end: start, text: `${text},${separator}` })
    }
  }
  if (last.length === 0) return edits
  return [...edits, ...listEdits(file.text, named, { gone: orphans, added: last })]
}

function namedSpecifiers(declaration: ImportDeclaration): Node[] {
  return declaration.specifiers.filter((specifier) => specifier.type === 'ImportSpecifier')
}

function nameText(request: ImportRequest, marksTypes: boolean): string {
  const mark = marksTypes && request.typeOnly ? 'type ' : ''
  return request.alias && request.alias !== request.name
    ? `${mark}${request.name} as ${request.alias}`
    : mark + request.name
}

function importLine(requests: readonly ImportRequest[], style: CodeStyle): string {
  const sorted = [...requests].sort((a, b) => compareNames(a.name, b.name))
  const isType = isTypeOnly(requests)
  const whole = sorted.find(({ name, alias }) => name === 'default' && alias !== undefined)?.alias
  const named = sorted.filter(({ name }) => name !== 'default' || whole === undefined)
  const names = named.map((request) => nameText(request, !isType))
  const kind = isType ? 'import type' : 'import'
  const { quote } = style
  const listed = names.length > 0 ? [`{ ${names.join(', ')} }`] : []
  return `${kind} ${[...(whole === undefined ? [] : [whole]), ...listed].join(', ')} from ${quote}${requests[0]!.from}${quote}${style.semicolons ? ';' : ''}`
}

/** A line for each of several names, where the file breaks its own imports and none of them is this long on one line. */
function wrapped(
  file: SourceFile,
  declarations: readonly ImportDeclaration[],
  line: string,
  { indent, lineEnding }: CodeStyle,
): string {
  const texts = declarations.map((declaration) => file.textOf(declaration))
  const broken = texts.find((text) => /\{\s*\n/.test(text))
  const longest = Math.max(80, ...texts.map((text) => (text.includes('\n') ? 0 : text.length)))
  const [, before, names, after] = /^([^{]*\{) (.*) (\}.*)$/.exec(line) ?? []
  // Formatters leave a name alone on its line with the rest, however long that grows.
  if (!broken || line.length <= longest || !names?.includes(', ')) return line
  const comma = /,\s*\}/.test(broken) ? ',' : ''
  const own = names.split(', ').map((name) => indent + name)
  return [before, `${own.join(`,${lineEnding}`)}${comma}`, after].join(lineEnding)
}

function withoutSpecifiers(
  file: SourceFile,
  declaration: ImportDeclaration,
  orphans: ReadonlySet<Node>,
): TextEdit[] {
  const named = namedSpecifiers(declaration)
  const others = declaration.specifiers.filter((specifier) => specifier.type !== 'ImportSpecifier')
  const kept = named.filter((specifier) => !orphans.has(specifier))
  const edits: TextEdit[] = []
  for (const other of others) {
    const next = declaration.specifiers[declaration.specifiers.indexOf(other) + 1]
    if (!orphans.has(other as Node) || !next) continue
    const end = next.type === 'ImportSpecifier' ? file.text.indexOf('{', other.end) : next.start
    edits.push({ start: other.start, end, text: '' })
  }
  const first = named[0]
  const last = named.at(-1)
  if (!first || !last || kept.length === named.length) return edits
  if (kept.length === 0) {
    const comma = file.text.lastIndexOf(',', first.start)
    return [...edits, { start: comma, end: file.text.indexOf('}', last.end) + 1, text: '' }]
  }
  return [...edits, ...listEdits(file.text, named, { gone: orphans, added: [] })]
}

/** New lines take the place of leaving ones where there are any, so that nothing else moves. */
function placeFresh(
  file: SourceFile,
  declarations: readonly ImportDeclaration[],
  leaving: readonly ImportDeclaration[],
  fresh: readonly string[],
  style: CodeStyle,
): TextEdit[] {
  const { lineEnding } = style
  const ordered = fresh.length > 0 ? orderedImports(file, declarations) : undefined
  if (ordered) return placedInOrder(file, ordered, leaving, fresh, lineEnding)
  const edits: TextEdit[] = []
  const pending = [...fresh]
  leaving.forEach((declaration, index) => {
    const isLast = index === leaving.length - 1
    const lines = [...commentsIn(file, declaration), ...(isLast ? pending.splice(0) : pending.splice(0, 1))]
    if (lines.length > 0) {
      edits.push({ start: declaration.start, end: declaration.end, text: lines.join(lineEnding) })
    } else {
      edits.push({ start: declaration.start, end: lineEnd(file.text, declaration.end), text: '' })
    }
  })
  if (pending.length === 0)
    return fresh.length === 0 ? withoutBlankStart(file, declarations, leaving, edits) : edits
  const after = declarations.at(-1)
  if (after) {
    const before = firstOwnFileImport(file, declarations)
    const packages = before ? pending.filter((line) => !isOwnFile(specifierOf(line))) : []
    const others = pending.filter((line) => !packages.includes(line))
    if (packages.length > 0)
      edits.push({ start: before!.start, end: before!.start, text: packages.join(lineEnding) + lineEnding })
    const end = endWithComment(file.text, after.end)
    if (others.length > 0) edits.push({ start: end, end, text: lineEnding + others.join(lineEnding) })
    return edits
  }
  const text = pending.join(lineEnding)
  const start = startOfCode(file)
  return [...edits, { start, end: start, text: text + lineEnding + lineEnding }]
}

/** Each new line goes beside the import that it follows by name, or before the first of its kind. */
function placedInOrder(
  file: SourceFile,
  ordered: readonly ImportDeclaration[],
  leaving: readonly ImportDeclaration[],
  fresh: readonly string[],
  lineEnding: string,
): TextEdit[] {
  const before = new Map<ImportDeclaration, string[]>()
  const after = new Map<ImportDeclaration, string[]>()
  for (const line of [...fresh].sort((a, b) => compareSources(specifierOf(a), specifierOf(b)))) {
    const source = specifierOf(line)
    const next = ordered.findIndex((declaration) => compareSources(declaration.source.value, source) > 0)
    const previous = next < 0 ? ordered.at(-1)! : ordered[next - 1]!
    const following = ordered[next]
    const isKin = (declaration: ImportDeclaration) => kindOf(declaration.source.value) === kindOf(source)
    const isBefore =
      next === 0 || (next > 0 && !isKin(previous) && isKin(following!) && !isLed(file, following!))
    const [side, beside] = isBefore ? [before, following!] : [after, previous]
    side.set(beside, [...(side.get(beside) ?? []), line])
  }
  const edits: TextEdit[] = []
  for (const declaration of new Set([...ordered, ...leaving])) {
    const { start, end } = declaration
    const [above, below] = [before.get(declaration) ?? [], after.get(declaration) ?? []]
    if (leaving.includes(declaration)) {
      const lines = [...above, ...commentsIn(file, declaration), ...below]
      if (lines.length > 0) edits.push({ start, end, text: lines.join(lineEnding) })
      else edits.push({ start, end: lineEnd(file.text, end), text: '' })
      continue
    }
    if (above.length > 0) edits.push({ start, end: start, text: above.join(lineEnding) + lineEnding })
    const last = end + /^[^\r\n]*/.exec(file.text.slice(end))![0].length
    if (below.length > 0) edits.push({ start: last, end: last, text: lineEnding + below.join(lineEnding) })
  }
  return edits
}

/** True where a comment stands right above a declaration. */
function isLed(file: SourceFile, declaration: ImportDeclaration): boolean {
  return file.comments.some(
    (comment) =>
      comment.end <= declaration.start && /^\s*$/.test(file.text.slice(comment.end, declaration.start)),
  )
}

/** When a file begins with imports that leave, so does the blank line below them. */
function withoutBlankStart(
  file: SourceFile,
  declarations: readonly ImportDeclaration[],
  leaving: readonly ImportDeclaration[],
  edits: readonly TextEdit[],
): TextEdit[] {
  const isHead = /^\uFEFF?\s*$/.test(file.text.slice(0, declarations[0]?.start))
  const staying = declarations.findIndex((declaration) => !leaving.includes(declaration))
  const last = staying < 0 ? declarations.at(-1) : declarations[staying - 1]
  if (!last || !isHead) return [...edits]
  return edits.map((edit) => {
    if (edit.start > last.start || edit.end < last.end) return edit
    return { ...edit, end: edit.end + /^(?:[ \t]*\r?\n)*/.exec(file.text.slice(edit.end))![0].length }
  })
}

function specifierOf(line: string): string {
  return /(['"])([^'"]+)\1;?$/.exec(line)![2]!
}

/** Where package imports end; undefined when a comment leads that line, which may belong to it. */
function firstOwnFileImport(
  file: SourceFile,
  declarations: readonly ImportDeclaration[],
): ImportDeclaration | undefined {
  const first = declarations.find((declaration) => isOwnFile(declaration.source.value))
  if (!first) return undefined
  const isFirstOfLine = /(^|\n)\uFEFF?$/.test(file.text.slice(0, first.start))
  return isLed(file, first) || !isFirstOfLine ? undefined : first
}

/** Past the line ending, unless a comment follows on the line. */
function lineEnd(text: string, from: number): number {
  const rest = /^[ \t]*(\r?\n)?/.exec(text.slice(from))!
  return rest[1] ? from + rest[0].length : from
}
