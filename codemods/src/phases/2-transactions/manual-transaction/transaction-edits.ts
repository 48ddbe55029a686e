import type { Statement } from 'oxc-parser'
import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import { isFunction, isWithin, type Node, walk } from '../../../survey/nodes.js'
import { bindingNames, isTarget } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { laterThan, type TransactionForm } from './transaction-form.js'

/**
 * Edits that run a form's region in `call` and a function, as in `db.transaction(async () => { … })`; every other byte of
 * it stays but what is `asserted` in it.
 */
export function transactionEdits(
  file: SourceFile,
  form: TransactionForm,
  call: string,
  options: readonly string[],
  asserted: readonly TextEdit[] = [],
): TextEdit[] {
  const style = codeStyleOf(file.text, file.typed)
  const eol = file.text.includes('\r\n') ? '\r\n' : '\n'
  const end = file.text[form.begin.end - 1] === ';' ? ';' : ''
  const names = namesNeededAfter(file, form)
  const opening = `${prefixOf(file, form, names)}${call}async () => {`
  const closing = `}${options.length > 0 ? `, { ${options.join(', ')} }` : ''})${end}`
  const handOut = names.length === 0 ? '' : `return ${listed(names)}${end}`
  const handler = droppedHandler(file, form)
  const isDropped = (statement: Statement) =>
    (form.dropsTry && statement.start >= form.attempt!.block.end && statement.end <= form.attempt!.end) ||
    (handler !== undefined && statement.start >= handler.start && statement.end <= handler.end)
  const edits = [...form.commits, ...form.removed]
    .filter((statement) => statement !== closingCommit(form) && !isDropped(statement))
    .map((statement) => removeLine(file, statement))
  const context: Context = { file, form, opening, closing, handOut, eol, indent: style.indent }
  return withJoinedDeletions([
    ...edits,
    ...(handler ? [{ start: form.attempt!.block.end, end: handler.end, text: '' }] : []),
    ...assertedEdits(form, file),
    ...asserted,
    ...(form.dropsTry ? insteadOfTry(context) : aroundRegion(context)),
  ])
}

/** Two statements that leave may want the same blank line between them to go. */
function withJoinedDeletions(edits: readonly TextEdit[]): TextEdit[] {
  const deletions = edits.filter(({ start, end, text }) => text === '' && end > start)
  const joined: { start: number; end: number; text: string }[] = []
  for (const { start, end } of [...deletions].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last && start < last.end) last.end = Math.max(last.end, end)
    else joined.push({ start, end, text: '' })
  }
  return [...edits.filter((edit) => !deletions.includes(edit)), ...joined]
}

/** The edits of several transactions of one function: a variable that each of them fills is asserted once. */
export function once(edits: readonly TextEdit[]): TextEdit[] {
  const known = new Set<string>()
  return edits.filter(({ start, end, text }) => {
    const key = `${start} ${end} ${text}`
    if (text === '!' && known.has(key)) return false
    known.add(key)
    return true
  })
}

/** The catch block that only rolled back and threw on, where a finally block stays behind it. */
function droppedHandler(file: SourceFile, form: TransactionForm): Node | undefined {
  const handler = form.dropsCatch ? form.attempt?.handler : undefined
  const hasComment = file.comments.some(
    ({ start, end }) => handler && start >= form.attempt!.block.end && end <= handler.end,
  )
  return handler && !hasComment ? (handler as Node) : undefined
}

/** `let result: T`, given its value inside and read behind: the type checker does not follow it into a callback. */
function assertedEdits(form: TransactionForm, file: SourceFile): TextEdit[] {
  const positions = new Set<number>()
  const [first, last] = [form.region[0]!, form.region.at(-1)!]
  for (const statement of form.region) {
    walk(statement, (node) => {
      if (node.type !== 'AssignmentExpression' || node.left.type !== 'Identifier') return true
      const binding = file.scopes.resolve(node.left)
      const declarator = binding?.declaration
      if (declarator?.type !== 'VariableDeclarator' || declarator.init || declarator.definite) return true
      const { id } = declarator
      const isOutside = declarator.end <= first.start
      const isRead = binding!.references.some(({ start }) => start > last.end)
      if (id.type !== 'Identifier' || !id.typeAnnotation || !isOutside || !isRead) return true
      if (!/\b(undefined|void|any|unknown)\b/.test(file.textOf(id.typeAnnotation as Node)))
        positions.add(id.start + id.name.length)
      return true
    })
  }
  return [...positions].map((at) => ({ start: at, end: at, text: '!' }))
}

interface Context {
  readonly file: SourceFile
  readonly form: TransactionForm
  readonly opening: string
  readonly closing: string
  /** The statement that hands out what the code after the transaction needs. */
  readonly handOut: string
  readonly eol: string
  readonly indent: string
}

/** The commit in whose place the transaction ends, when statements follow it. */
function closingCommit(form: TransactionForm): Statement | undefined {
  return form.after.length > 0 || !form.attempt ? form.finalCommit : undefined
}

function prefixOf(file: SourceFile, form: TransactionForm, names: readonly string[]): string {
  if (names.length > 0)
    return `${isGivenAnother(file, form, names) ? 'let' : 'const'} ${listed(names)} = await `
  if (!form.returnsValue) return 'await '
  return form.attempt && !form.dropsTry ? 'return await ' : 'return '
}

/** True where the code behind gives one of the names another value. */
function isGivenAnother(file: SourceFile, form: TransactionForm, names: readonly string[]): boolean {
  const later = laterThan(form)
  return names.some((name) =>
    file.scopes
      .lookup(form.region[0]!, name)!
      .references.some(
        (reference) => isTarget(reference) && later.some((statement) => isWithin(reference, statement)),
      ),
  )
}

function listed(names: readonly string[]): string {
  return names.length === 1 ? names[0]! : `{ ${names.join(', ')} }`
}

/** `try {` becomes the call, and `} catch (error) { ROLLBACK; throw error }` its end. */
function insteadOfTry({ file, form, opening, closing, handOut, eol, indent }: Context): TextEdit[] {
  const attempt = form.attempt!
  const edits: TextEdit[] = [
    removeLine(file, form.begin),
    { start: attempt.start, end: attempt.block.start + 1, text: opening },
  ]
  const commit = closingCommit(form)
  if (!commit) {
    edits.push({ start: attempt.block.end - 1, end: attempt.end, text: closing })
    return edits
  }
  const outer = file.indentationAt(attempt as Node)
  const inner = file.indentationAt(commit as Node)
  const handOutLine = handOut === '' ? '' : `${handOut}${eol}`
  const lineStart = handOut === '' ? commit.start - inner.length : commit.start
  if (handOut === '') edits.push(...blankLineAbove(file, lineStart))
  edits.push({ start: lineStart, end: commit.end, text: `${handOutLine}${outer}${closing}` })
  const last = form.after.at(-1)!
  edits.push(...shifted(file, form.after[0]!.start, last.end, (line) => dedent(line, indent), []))
  edits.push({ start: last.end, end: attempt.end, text: '' })
  return edits
}

function dedent(line: string, indent: string): number {
  if (line.startsWith(indent)) return -indent.length
  return line.startsWith('\t') ? -1 : 0
}

/** The region keeps its place, one level deeper, and so does a try around it. */
function aroundRegion({ file, form, opening, closing, handOut, eol, indent }: Context): TextEdit[] {
  const commit = closingCommit(form)
  const first = form.region[0]!
  const isBeginInside = form.begin.parent === first.parent
  const outer = file.indentationAt((isBeginInside ? form.begin : first) as Node)
  const edits: TextEdit[] = isBeginInside
    ? [
        { start: form.begin.start, end: form.begin.end, text: opening },
        ...blankLineBelow(file, form.begin.end),
      ]
    : [
        removeLine(file, form.begin),
        {
          start: form.attempt!.block.start + 1,
          end: form.attempt!.block.start + 1,
          text: `${eol}${outer}${opening}`,
        },
      ]
  const until = commit ? commit.start : form.region.at(-1)!.end
  const gone = [...form.commits, ...form.removed]
  const from = isBeginInside ? form.begin.end : form.attempt!.block.start + 1
  const line = file.text.indexOf('\n', from) + 1
  edits.push(...shifted(file, line > 0 && line < first.start ? line : first.start, until, () => indent, gone))
  if (commit) {
    const handOutLine = handOut === '' ? '' : `${indent}${handOut}${eol}${outer}`
    if (handOut === '') edits.push(...blankLineAbove(file, commit.start - outer.length))
    edits.push({ start: commit.start, end: commit.end, text: `${handOutLine}${closing}` })
    return edits
  }
  const brace = form.attempt!.block.end - 1
  const last = file.text.lastIndexOf('\n', brace) + 1
  edits.push({ start: last, end: last, text: `${outer}${closing}${eol}` })
  return edits
}

/** Moves lines in or out, those inside a template's text and those that leave excepted. */
export function shifted(
  file: SourceFile,
  start: number,
  end: number,
  by: (line: string) => string | number,
  gone: readonly Statement[],
): TextEdit[] {
  const edits: TextEdit[] = []
  const templates = templateTexts(file, start, end)
  let line = file.text.lastIndexOf('\n', start - 1) + 1
  while (line > 0 && line < end) {
    const next = file.text.indexOf('\n', line)
    const text = file.text.slice(line, next < 0 ? undefined : next)
    const isGone = gone.some((statement) => line <= statement.start && line + text.length >= statement.start)
    const isText = templates.some(([from, to]) => line > from && line <= to)
    const shift = by(text)
    if (text.trim() !== '' && !isGone && !isText) {
      if (typeof shift === 'string') edits.push({ start: line, end: line, text: shift })
      else if (shift < 0) edits.push({ start: line, end: line - shift, text: '' })
    }
    if (next < 0) break
    line = next + 1
  }
  return edits
}

function templateTexts(file: SourceFile, start: number, end: number): [number, number][] {
  const found: [number, number][] = []
  walk(file.program, (node) => {
    if (node.end < start || node.start > end) return false
    if (node.type === 'TemplateElement') found.push([node.start, node.end])
    return true
  })
  return found
}

/** Names that the region declares and the code after its COMMIT uses. */
function namesNeededAfter(file: SourceFile, form: TransactionForm): string[] {
  const later = laterThan(form)
  if (later.length === 0) return []
  const needed: string[] = []
  for (const statement of form.region) {
    if (statement.type !== 'VariableDeclaration') continue
    for (const declarator of statement.declarations) {
      for (const identifier of bindingNames(declarator.id)) {
        const binding = file.scopes.lookup(identifier, (identifier as { name: string }).name)
        const isNeeded = binding?.references.some((reference) =>
          later.some((statement) => reference.start >= statement.start && reference.end <= statement.end),
        )
        if (isNeeded) needed.push(binding!.name)
      }
    }
  }
  return needed
}

/** Removes a statement with its line; what shares the line stays. No blank line is left at the edge of a block, nor two. */
export function removeLine(
  file: SourceFile,
  statement: { readonly start: number; readonly end: number },
): TextEdit {
  const line = file.text.lastIndexOf('\n', statement.start - 1) + 1
  const isAlone = /^[ \t]*$/.test(file.text.slice(line, statement.start))
  const after = /^[ \t]*(\r?\n|$)/.exec(file.text.slice(statement.end))
  if (!isAlone || !after) {
    // What stands behind it begins the line in its place, what stands before it ends as it did.
    const [behind] = isAlone ? /^[ \t]*/.exec(file.text.slice(statement.end))! : ['']
    const [before] = isAlone ? [''] : /[ \t]*$/.exec(file.text.slice(line, statement.start))!
    return { start: statement.start - before.length, end: statement.end + behind.length, text: '' }
  }
  const end = statement.end + after[0].length
  const [above] = blankLineAbove(file, line)
  const isFirst = /\{[ \t]*\r?\n$/.test(file.text.slice(0, line))
  const [below] = above || isFirst ? blankLineBelow(file, statement.end) : []
  const isLast = /^[ \t]*\}/.test(file.text.slice(end))
  return { start: isLast ? (above?.start ?? line) : line, end: below?.end ?? end, text: '' }
}

/** The removal of the blank line above the line that begins at an offset; empty where there is none. */
function blankLineAbove(file: SourceFile, line: number): TextEdit[] {
  const blank = /\n([ \t]*\r?\n)$/.exec(file.text.slice(0, line))
  return blank ? [{ start: line - blank[1]!.length, end: line, text: '' }] : []
}

/** The removal of the blank line below the line that ends at an offset; empty where there is none, or more on the line. */
function blankLineBelow(file: SourceFile, offset: number): TextEdit[] {
  const [, rest, blank] = /^([ \t]*\r?\n)([ \t]*\r?\n)/.exec(file.text.slice(offset)) ?? []
  if (rest === undefined || blank === undefined) return []
  const start = offset + rest.length
  return [{ start, end: start + blank.length, text: '' }]
}

/** True when a nested function of the region is where a node stands. */
export function isInNestedFunction(node: Node, outer: Node): boolean {
  for (let current = node.parent; current && current !== outer; current = current.parent)
    if (isFunction(current)) return true
  return false
}
