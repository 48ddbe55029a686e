import { codeStyleOf } from '../../../edits/code-style.js'
import type { TextEdit } from '../../../model.js'
import type { Range } from '../../../plan/proposal.js'
import type { CodeStyle } from '../../../repositories/repository-method.js'
import { enclosingFunction, isFunction, isInTry, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { hasAwait } from './catch-block.js'
import { delayText } from './delay-text.js'
import { textOfLinear } from './linear.js'
import type { Counter, RetryForm } from './retry-form.js'

export interface RetryNames {
  /** `retry`, as the file imports it. */
  readonly retry: string
  /** Type of the caught error, as in `catch (error: any)`. */
  readonly errorType: string
  /** What the last error is called in the ending, where the loop keeps it under no name. */
  readonly lastError?: string
}

/** The edits that put the policy in a hand-written retry's place; undefined where a comment or a name is in the way. */
export function retryEdits(
  file: SourceFile,
  form: RetryForm,
  names: RetryNames,
  inner: readonly TextEdit[] = [],
): { readonly edits: TextEdit[]; readonly removed: Range[] } | undefined {
  const writer = new RetryWriter(file, form, names, inner)
  const text = writer.text()
  if (text === undefined || writer.collides) return undefined
  const edits: TextEdit[] = [{ start: form.first.start, end: form.last.end, text }]
  for (const statement of new Set(form.declarations.map((declarator) => declarator.parent as Node))) {
    if (statement.type !== 'VariableDeclaration') return undefined
    if (!statement.declarations.every((one) => form.declarations.includes(one as Node))) return undefined
    const start = file.text.lastIndexOf('\n', statement.start - 1) + 1
    const end = file.text.indexOf('\n', statement.end) + 1
    const rest = file.text.slice(start, end).replace(file.textOf(statement), '').trim()
    if (end === 0 || rest !== '') return undefined
    edits.push({ start, end, text: '' })
  }
  return { edits, removed: [...writer.removed(), ...edits.slice(1)] }
}

const opposites: Readonly<Record<string, string>> = { '===': '!==', '!==': '===', '==': '!=', '!=': '==' }

class RetryWriter {
  readonly #file: SourceFile
  readonly #form: RetryForm
  readonly #names: RetryNames
  readonly #style: CodeStyle
  readonly #indent: string
  readonly #end: string
  /** Ranges of the old text that stand in the new one, with the comments in them. */
  readonly #kept: Range[] = []
  readonly #attempt: string
  /** Edits of other changes to what is moved. */
  readonly #inner: readonly TextEdit[]
  /** True when two of them, or one and the counter, want the same text. */
  collides = false

  constructor(file: SourceFile, form: RetryForm, names: RetryNames, inner: readonly TextEdit[]) {
    this.#file = file
    this.#form = form
    this.#names = names
    this.#inner = inner
    this.#style = codeStyleOf(file.text, file.typed)
    this.#indent = file.indentationAt(form.first)
    this.#end = this.#style.semicolons ? ';' : ''
    this.#attempt = attemptName(file, form)
  }

  text(): string | undefined {
    const { ending, result, first, last } = this.#form
    if (/\barguments\b/.test(this.#file.textOf(this.#form.work))) return undefined
    const isWrapped = ending.length > 0
    const inner = isWrapped ? this.#indent + this.#style.indent : this.#indent
    const work = this.#work(inner)
    const call = `${this.#names.retry}(${work}, ${this.#policy(inner, work)})`
    const isAwaited = isWrapped || isInTry(first) || result !== undefined
    const lines: string[] = []
    if (result) lines.push(this.#resultText(call))
    else lines.push(`return ${isAwaited ? 'await ' : ''}${call}${this.#end}`)
    if (isWrapped) {
      lines[0] = `${this.#style.indent}${lines[0]!}`
      const moved = this.#moved(ending, inner)
      const lastError = this.#form.lastError ?? this.#names.lastError
      const named = lastError !== undefined && new RegExp(`\\b${lastError}\\b`).test(moved)
      lines.unshift('try {')
      lines.push(named ? `} catch (${lastError}${this.#names.errorType}) {` : '} catch {')
      lines.push(this.#style.indent + moved)
      lines.push('}')
    }
    const lost = this.#file.comments.filter(
      (comment) =>
        comment.start >= first.start &&
        comment.end <= last.end &&
        !this.#kept.some((range) => comment.start >= range.start && comment.end <= range.end),
    )
    const { lineEnding } = this.#style
    const comments = lost.map((comment) => this.#file.text.slice(comment.start, comment.end))
    return [...comments, ...lines].join(lineEnding + this.#indent)
  }

  /** What of the old text is gone. */
  removed(): Range[] {
    const gone: Range[] = []
    let at = this.#form.first.start
    for (const { start, end } of [...this.#kept].sort((a, b) => a.start - b.start)) {
      if (start > at) gone.push({ start: at, end: start })
      at = Math.max(at, end)
    }
    return [...gone, { start: at, end: this.#form.last.end }]
  }

  #resultText(call: string): string {
    const result = this.#form.result!
    if (result.type !== 'AssignmentExpression') return `await ${call}${this.#end}`
    this.#kept.push(result.left as Node)
    return `${this.#file.textOf(result.left)} ${result.operator} await ${call}${this.#end}`
  }

  /** The function that is tried. */
  #work(indent: string): string {
    const { work, result, always } = this.#form
    const value = always.length > 0 ? undefined : this.#soleValue()
    const usesAttempt = this.#usesCounter([work, ...always])
    const parameter = usesAttempt ? `(${this.#attempt})` : '()'
    if (value) {
      this.#kept.push(value)
      const text = this.#substituted(value)
      const needsAsync = hasAwait(value)
      const body = value.type === 'ObjectExpression' ? `(${text})` : text
      return `${needsAsync ? 'async ' : ''}${parameter} => ${body}`
    }
    if (work.type !== 'BlockStatement') return ''
    const unit = this.#style.indent
    const { lineEnding } = this.#style
    const statements = result ? [result.parent as Node] : (work.body as Node[])
    const bodyIndent = indent + unit
    if (always.length === 0) {
      const body = this.#block(statements, bodyIndent, result)
      return `async ${parameter} => {${lineEnding}${bodyIndent}${body}${lineEnding}${indent}}`
    }
    const deeper = bodyIndent + unit
    const caught = (this.#form.caught as { name?: string } | undefined)?.name ?? 'error'
    return [
      `async ${parameter} => {`,
      `${bodyIndent}try {`,
      deeper + this.#block(statements, deeper, result),
      `${bodyIndent}} catch (${caught}${this.#names.errorType}) {`,
      deeper + this.#moved(always, deeper),
      `${deeper}throw ${caught}${this.#end}`,
      `${bodyIndent}}`,
      `${indent}}`,
    ].join(lineEnding)
  }

  /** The tried statements; one that assigned its result returns it instead. */
  #block(statements: readonly Node[], indent: string, result: Node | undefined): string {
    if (result?.type === 'AssignmentExpression') {
      this.#kept.push(result.right)
      return `return ${this.#substituted(result.right)}${this.#end}`
    }
    return this.#moved(statements, indent)
  }

  /** What is tried, where that is one expression. */
  #soleValue(): Node | undefined {
    const { work, result } = this.#form
    if (work.type !== 'BlockStatement') return undefined
    const only = result
      ? result.type === 'AssignmentExpression'
        ? result.right
        : result
      : work.body.length === 1 && work.body[0]!.type === 'ReturnStatement'
        ? (work.body[0]!.argument as Node | null)
        : undefined
    if (!only) return undefined
    const bare = unwrap(only)
    const value = bare.type === 'AwaitExpression' ? (bare.argument as Node) : only
    const hasComments = this.#file.comments.some(
      ({ start, end }) => start > work.start && end < work.end && !(start >= value.start && end <= value.end),
    )
    return hasComments ? undefined : value
  }

  #policy(indent: string, work: string): string {
    const { attempts, givesUpOn, caught, beforeRetry } = this.#form
    const name = (caught as { name?: string } | undefined)?.name ?? 'error'
    const entries = [
      attemptsEntry(attempts ? textOfLinear(attempts) : 'Number.POSITIVE_INFINITY'),
      ...delayText(this.#file, this.#form, this.#attempt, (node) => this.#substituted(node)),
    ]
    if (givesUpOn.length === 0) entries.push('when: () => true')
    else {
      const conditions = givesUpOn.map(({ node, negated }) =>
        negated ? this.#wrapped(node) : this.#inverse(node),
      )
      const type = this.#names.errorType
      entries.push(`when: ${type ? `(${name}${type})` : `(${name})`} => ${conditions.join(' && ')}`)
    }
    entries.push('budget: false')
    const { lineEnding } = this.#style
    const unit = this.#style.indent
    if (beforeRetry.length > 0) {
      const usesAttempt = this.#usesCounter(beforeRetry)
      const usesError = beforeRetry.some((node) => new RegExp(`\\b${name}\\b`).test(this.#file.textOf(node)))
      const given = [
        ...(usesAttempt ? [attemptProperty(this.#attempt)] : []),
        ...(usesError ? [name === 'cause' ? 'cause' : `cause: ${name}`] : []),
      ]
      const deeper = indent + unit
      const parameter = given.length > 0 ? `({ ${given.join(', ')} })` : '()'
      entries.push(
        `onRetry: ${parameter} => {${lineEnding}${deeper}${unit}${this.#moved(beforeRetry, deeper + unit)}${lineEnding}${deeper}}`,
      )
    }
    const flat = `{ ${entries.join(', ')} }`
    const width = indent.length + work.length + flat.length + 'return await retry(, )'.length
    if (beforeRetry.length === 0 && !work.includes('\n') && width < 100) return flat
    const inner = indent + unit
    return `{${lineEnding}${entries.map((entry) => `${inner}${entry},`).join(lineEnding)}${lineEnding}${indent}}`
  }

  #inverse(node: Node): string {
    const bare = unwrap(node)
    if (bare.type === 'UnaryExpression' && bare.operator === '!') return this.#wrapped(bare.argument)
    this.#kept.push(node)
    if (this.#innerEdits(node).length > 0) return `!(${this.#substituted(bare)})`
    const opposite = bare.type === 'BinaryExpression' ? opposites[bare.operator] : undefined
    if (bare.type === 'BinaryExpression' && opposite)
      return `${this.#substituted(bare.left as Node)} ${opposite} ${this.#substituted(bare.right)}`
    const text = this.#substituted(node)
    return bare.type === 'CallExpression' || bare.type === 'MemberExpression' || bare.type === 'Identifier'
      ? `!${text}`
      : `!(${this.#substituted(bare)})`
  }

  #wrapped(node: Node): string {
    this.#kept.push(node)
    const text = this.#substituted(node)
    const isJoined = unwrap(node).type === 'LogicalExpression' || this.#innerEdits(node).length > 0
    return isJoined && node.type !== 'ParenthesizedExpression' ? `(${text})` : text
  }

  /** Statements at another depth, comments between them included. */
  #moved(nodes: readonly Node[], indent: string): string {
    const first = nodes[0]!
    const last = nodes.at(-1)!
    const holder = first.parent
    const isWhole = holder?.type === 'BlockStatement' && nodes.length === holder.body.length
    const from = isWhole ? commentStart(this.#file, holder.start + 1, first.start) : first.start
    const to = isWhole ? commentEnd(this.#file, last.end, holder.end - 1) : last.end
    const range = { start: from, end: to }
    this.#kept.push(range)
    const parts = isWhole || contiguous(nodes) ? [range] : nodes.map(({ start, end }) => ({ start, end }))
    const texts = parts.map((part) => {
      const text = this.#substituted(part)
      const old = this.#file.indentationAt(first)
      return hasMultilineText(this.#file, part) ? text : reindented(text, old, indent)
    })
    return texts.join(this.#style.lineEnding + indent)
  }

  #usesCounter(nodes: readonly Node[]): boolean {
    return this.#counterUses(nodes).length > 0
  }

  #counterUses(ranges: readonly { readonly start: number; readonly end: number }[]): Node[] {
    const { counter } = this.#form
    if (!counter) return []
    return counter.binding.references.filter((reference) =>
      ranges.some((range) => reference.start >= range.start && reference.end <= range.end),
    )
  }

  /** The text with the counter in terms of the attempt's number, and what other changes write in it. */
  #substituted(range: Range): string {
    const edits = [
      ...this.#innerEdits(range),
      ...this.#counterUses([range]).map((use) => this.#counterEdit(use, range)),
      ...this.#lastErrorEdits(range),
    ].sort((a, b) => a.start - b.start || a.end - b.end)
    let text = ''
    let at = range.start
    for (const edit of edits) {
      if (edit.start < at) this.collides = true
      text += this.#file.text.slice(at, edit.start) + edit.text
      at = edit.end
    }
    return text + this.#file.text.slice(at, range.end)
  }

  #innerEdits(range: Range): TextEdit[] {
    return this.#inner.filter((edit) => edit.start >= range.start && edit.end <= range.end)
  }

  /** While it is tried, the last error is the one that was caught; only the ending names it. */
  #lastErrorEdits(range: Range): TextEdit[] {
    const { kept, ending } = this.#form
    if (!kept || ending.some((node) => range.start >= node.start && range.end <= node.end)) return []
    const text = this.#file.textOf(kept.value)
    const value = unwrap(kept.value) === kept.value ? text : `(${text})`
    return kept.binding.references
      .filter((use) => use.start >= range.start && use.end <= range.end)
      .map(({ start, end }) => ({ start, end, text: value }))
  }

  #counterEdit(use: Node, range: Range): TextEdit {
    const counter = this.#form.counter!
    const sum = sumAround(use)
    const isSum = sum !== undefined && sum.node.start >= range.start && sum.node.end <= range.end
    const node = isSum ? sum.node : use
    const value = counterText(counter, use, this.#attempt, isSum ? sum.constant : 0)
    const isBare = isAlone(node) || (isSum && node.parent?.type === 'ParenthesizedExpression')
    const plain = value.startsWith('(') && isBare ? value.slice(1, -1) : value
    const old = this.#file.textOf(use)
    const isShorthand = use.parent?.type === 'Property' && use.parent.shorthand
    return {
      start: node.start,
      end: node.end,
      text: isShorthand && plain !== old ? `${old}: ${plain}` : plain,
    }
  }
}

/** The counter's value at a place, by the number of the attempt. */
export function counterText(
  { start, step, changedAt }: Counter,
  use: Node,
  attempt: string,
  added = 0,
): string {
  const isChanged = changedAt !== undefined && changedAt < use.start
  if (step === 1) {
    const constant = start.constant - 1 + (isChanged ? 1 : 0) + added
    const base = start.text === undefined ? attempt : `${start.text} + ${attempt}`
    const value = textOfLinear({ text: base, constant })
    return value === attempt ? attempt : `(${value})`
  }
  const constant = start.constant + 1 - (isChanged ? 1 : 0) + added
  return `(${textOfLinear({ ...start, constant })} - ${attempt})`
}

/** `i + 1` around a use of `i`. */
function sumAround(use: Node): { readonly node: Node; readonly constant: number } | undefined {
  const { parent } = use
  if (parent?.type !== 'BinaryExpression' || parent.left !== use) return undefined
  const right = unwrap(parent.right)
  if (right.type !== 'Literal' || typeof right.value !== 'number') return undefined
  if (parent.operator === '+') return { node: parent, constant: right.value }
  return parent.operator === '-' ? { node: parent, constant: -right.value } : undefined
}

/** True where the value stands by itself, so that it needs no parentheses. */
function isAlone(use: Node): boolean {
  const { parent } = use
  return (
    parent?.type === 'TemplateLiteral' ||
    (parent?.type === 'CallExpression' && parent.arguments.includes(use as never)) ||
    (parent?.type === 'Property' && parent.value === use) ||
    (parent?.type === 'MemberExpression' && parent.computed && parent.property === use)
  )
}

function attemptName(file: SourceFile, form: RetryForm): string {
  const own = form.counter?.binding
  for (const name of ['attempt', 'attemptNumber', 'nthAttempt']) {
    let isTaken = false
    const owner = enclosingFunction(form.first) ?? (file.program as Node)
    walk(owner, (node) => {
      isTaken ||= node.type === 'Identifier' && node.name === name && file.scopes.resolve(node) !== own
      return !isTaken
    })
    if (!isTaken) return name
  }
  return 'numberOfAttempt'
}

function attemptsEntry(value: string): string {
  return value === 'attempts' ? value : `attempts: ${value}`
}

function attemptProperty(name: string): string {
  return name === 'attempt' ? name : `attempt: ${name}`
}

function contiguous(nodes: readonly Node[]): boolean {
  const siblings = (nodes[0]!.parent as { body?: Node[] } | undefined)?.body
  if (!Array.isArray(siblings)) return nodes.length === 1
  const first = siblings.indexOf(nodes[0]!)
  return nodes.every((node, index) => siblings[first + index] === node)
}

function commentStart(file: SourceFile, from: number, to: number): number {
  const comment = file.comments.find(({ start, end }) => start >= from && end <= to)
  return comment ? comment.start : to
}

function commentEnd(file: SourceFile, from: number, to: number): number {
  const comment = file.comments.findLast(({ start, end }) => start >= from && end <= to)
  return comment ? comment.end : from
}

/** Text over several lines inside a string must not move. */
function hasMultilineText(
  file: SourceFile,
  range: { readonly start: number; readonly end: number },
): boolean {
  let found = false
  walk(file.program, (node) => {
    if (node.end <= range.start || node.start >= range.end) return false
    found ||= node.type === 'TemplateLiteral' && file.textOf(node).includes('\n') && node.start >= range.start
    return !found
  })
  return found
}

function reindented(text: string, old: string, indent: string): string {
  return text
    .split('\n')
    .map((line, index) => (index > 0 && line.startsWith(old) ? indent + line.slice(old.length) : line))
    .join('\n')
}

/** True for functions in which the policy can be awaited. */
export function canAwait(first: Node): boolean {
  const owner = enclosingFunction(first)
  return !owner || (isFunction(owner) && owner.async && !owner.generator)
}
