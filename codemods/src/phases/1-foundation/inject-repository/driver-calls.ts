import type { ClientMethod } from '../../../clients/client-profile.js'
import { statementRemoval } from '../../../edits/statement-removal.js'
import type { TextEdit } from '../../../model.js'
import type { ClientValue, Touch } from '../../../survey/client-value.js'
import { usesOf } from '../../../survey/follow-value.js'
import {
  ancestor,
  enclosingFunction,
  keyName,
  memberName,
  type Node,
  outermost,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { visibleSql } from '../../../survey/sql-text.js'
import { statementKind } from '../../../survey/statement-kind.js'

export type RowFormat = 'js' | 'json' | 'exact'

/** What one place does with the driver's connection, where the injected database can do the same. */
export interface DriverCalls {
  /** The value whose declaration will hold the database. */
  readonly value: ClientValue
  readonly calls: readonly { readonly touch: Touch; readonly method: ClientMethod }[]
  /** Edits beside the calls: rows are read from the result no more, connections are not closed any more. */
  readonly edits: readonly TextEdit[]
  /** Code that those edits move a step further out. */
  readonly outdented: readonly Outdented[]
}

export interface Outdented {
  readonly start: number
  readonly end: number
  /** The white space that each of its lines loses. */
  readonly unit: string
}

const readers: Readonly<Record<string, RowFormat>> = {
  getRowObjectsJS: 'js',
  getRowObjectsJson: 'json',
  getRowObjects: 'exact',
}

const arrayReaders: Readonly<Record<string, RowFormat>> = {
  getRowsJS: 'js',
  getRowsJson: 'json',
  getRows: 'exact',
}

/** The methods of a result that give its rows in a format. */
function readersOf(rows: RowFormat): string[] {
  const all = Object.entries({ ...readers, ...arrayReaders })
  return all.flatMap(([name, format]) => (format === rows ? [name] : []))
}

/** Undefined when anything is done with the connection that the injected database does otherwise. */
export function driverCalls(
  project: Project,
  file: SourceFile,
  given: ClientValue,
  handsOut: 'connection' | 'instance',
  rows: RowFormat,
): DriverCalls | undefined {
  const edits: TextEdit[] = []
  const outdented: Outdented[] = []
  const value = handsOut === 'connection' ? given : connected(project, file, given, edits)
  if (!value || value.escapes.length > 0 || !/^(variable|inline)$/.test(value.kind)) return undefined
  if (value.kind === 'variable' && !ancestor(value.declaration, isFunctionNode)) return undefined
  const closing = value.touches.filter((touch) => /^(closeSync|disconnectSync)$/.test(touch.method))
  const working = value.touches.filter((touch) => !closing.includes(touch))
  if (working.length === 0 || (closing.length > 0 && handsOut === 'connection')) return undefined
  const unseen = working.filter((touch) => visibleSql(file, touch.call.arguments[0] as never) === undefined)
  if (unseen.length > 0 && working.length > 1) return undefined
  const calls: { touch: Touch; method: ClientMethod }[] = []
  for (const touch of working) {
    const method = methodOf(file, touch, rows, edits)
    if (!method) return undefined
    calls.push({ touch, method })
  }
  for (const touch of closing) {
    const edit = withoutClosing(file, touch, outdented)
    if (!edit) return undefined
    edits.push(...edit)
  }
  return { value, calls, edits, outdented }
}

function isFunctionNode(node: Node): node is Node {
  return /Function/.test(node.type)
}

/** The variable that holds what `instance.connect()` gives, where that is all the instance is used for. */
function connected(
  project: Project,
  file: SourceFile,
  value: ClientValue,
  edits: TextEdit[],
): ClientValue | undefined {
  const [touch, ...more] = value.touches
  if (!touch || more.length > 0 || value.escapes.length > 0) return undefined
  if (touch.method !== 'connect' || touch.call.arguments.length > 0 || !touch.awaited) return undefined
  const awaiting = outermost(touch.call as Node).parent!
  const declarator = outermost(awaiting).parent
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return undefined
  const { name } = declarator.id
  const binding = file.scopes.lookup(declarator.id, name)
  if (!binding || binding.declaration !== declarator) return undefined
  if (value.kind === 'variable') {
    const statement = value.declaration.parent
    if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined
    edits.push(statementRemoval(file, statement))
  } else if (value.kind !== 'inline') return undefined
  const touches: Touch[] = []
  const escapes: ClientValue['escapes'][number][] = []
  for (const reference of binding.references) {
    const uses = usesOf(project, file, reference, () => '')
    touches.push(...uses.touches)
    escapes.push(...uses.escapes)
  }
  return { ...value, kind: 'variable', declaration: declarator, name, touches, escapes }
}

/** What a call does where the injected database can do the same; the edits beside the call are added to `edits`. */
export function methodOf(
  file: SourceFile,
  touch: Touch,
  rows: RowFormat,
  edits: TextEdit[],
): ClientMethod | undefined {
  const values = touch.call.arguments as Node[]
  if (values.length === 0 || values.length > 2 || values.some((node) => node.type === 'SpreadElement'))
    return undefined
  if (!touch.awaited || !/^(run|runAndReadAll)$/.test(touch.method)) return undefined
  const sql = visibleSql(file, values[0])
  const kind = sql === undefined ? 'other' : statementKind(sql)
  if (kind === 'session-state' || kind === 'transaction') return undefined
  const base = { name: touch.method, parameters: values.length > 1 ? ('array' as const) : ('none' as const) }
  const readingBy = (reader: string): ClientMethod => ({
    ...base,
    result: reader in arrayReaders ? 'row-arrays' : 'rows',
    rows,
    parameters: 'array',
  })
  const counting: ClientMethod = { ...base, result: 'rows-changed', parameters: 'array' }
  let result = outermost(touch.call as Node).parent!
  while (
    result.parent &&
    unwrap(result.parent) === unwrap(result) &&
    result.parent.type !== 'AwaitExpression'
  )
    result = result.parent
  const parent = outermost(result).parent
  if (parent?.type === 'ExpressionStatement')
    return { ...base, parameters: 'array', result: sql !== undefined && isScript(sql) ? 'script' : 'nothing' }
  // (await connection.runAndReadAll(sql)).getRowObjectsJS()
  if (parent?.type === 'MemberExpression' && unwrap(parent.object) === unwrap(result)) {
    const isCount = isChangedCount(parent)
    const reader = isCount ? undefined : readersOf(rows).find((each) => readCall(parent, touch.method, each))
    const read = isCount ? outermost(parent) : reader && readCall(parent, touch.method, reader)
    if (!read) return undefined
    const kept = standsAlone(read) ? withoutParentheses(result) : result
    edits.push({ start: read.start, end: kept.start, text: '' }, { start: kept.end, end: read.end, text: '' })
    return isCount ? counting : readingBy(reader!)
  }
  if (parent?.type !== 'VariableDeclarator') return undefined
  const count = countTaken(parent.id as Node)
  if (count && losesNoComment(file, parent.id, count)) {
    edits.push({ start: parent.id.start, end: parent.id.end, text: file.textOf(count) })
    return counting
  }
  if (parent.id.type !== 'Identifier') return undefined
  const binding = file.scopes.lookup(parent.id, parent.id.name)
  if (!binding || binding.declaration !== parent || binding.references.length === 0) return undefined
  if (countThrough(file, binding, edits)) return counting
  const reader = readersOf(rows).find((each) =>
    readThrough(file, parent, binding, result, touch.method, each, edits),
  )
  return reader === undefined ? undefined : readingBy(reader)
}

/** True where an `await` needs no parentheses around it. */
function standsAlone(node: Node): boolean {
  return /^(VariableDeclarator|ReturnStatement|ExpressionStatement)$/.test(outermost(node).parent?.type ?? '')
}

function withParentheses(node: Node): Node {
  return node.parent?.type === 'ParenthesizedExpression' ? withParentheses(node.parent) : node
}

function withoutParentheses(node: Node): Node {
  let inner = node
  while (inner.type === 'ParenthesizedExpression') inner = inner.expression
  return inner
}

/** `result.rowsChanged`, not written to. */
function isChangedCount(member: Node): boolean {
  const parent = outermost(member).parent
  const isWritten = parent?.type === 'AssignmentExpression' && unwrap(parent.left) === member
  return memberName(member) === 'rowsChanged' && !isWritten && parent?.type !== 'UpdateExpression'
}

/** The variable of `const { rowsChanged } = await connection.run(sql)`, where that is all that is taken. */
function countTaken(pattern: Node): Node | undefined {
  if (pattern.type !== 'ObjectPattern' || pattern.typeAnnotation || pattern.properties.length !== 1)
    return undefined
  const [property] = pattern.properties
  const isCount =
    property?.type === 'Property' && !property.computed && keyName(property.key) === 'rowsChanged'
  return isCount && property.value.type === 'Identifier' ? (property.value as Node) : undefined
}

function losesNoComment(file: SourceFile, whole: Node, kept: Node): boolean {
  return !file.comments.some(
    ({ start, end }) => start >= whole.start && end <= whole.end && !(start >= kept.start && end <= kept.end),
  )
}

/** A result that is asked for the number of changed rows alone: its variable holds that number. */
function countThrough(file: SourceFile, binding: Binding, edits: TextEdit[]): boolean {
  const reads = binding.references.map((reference) => outermost(reference).parent)
  const isCounted = (read: Node | null | undefined, index: number): read is Node =>
    read?.type === 'MemberExpression' &&
    unwrap(read.object) === binding.references[index] &&
    isChangedCount(read)
  if (!reads.every(isCounted)) return false
  edits.push(...renamed(file, binding, reads as Node[], 'rowsChanged', edits))
  return true
}

/** Edits that make `reads` the variable itself, called what it now holds where its name said nothing else. */
function renamed(
  file: SourceFile,
  binding: Binding,
  reads: readonly Node[],
  wanted: string,
  others: readonly TextEdit[],
): TextEdit[] {
  const { identifier } = binding
  const { name } = identifier as { name: string }
  const better = nameOfRead(file, binding, name, wanted)
  const within = enclosingFunction(identifier)
  const isGiven = others.some(
    (edit) =>
      edit.text === better && edit.start >= (within?.start ?? 0) && edit.end <= (within?.end ?? edit.end),
  )
  const shown = isGiven ? name : better
  return [
    ...(shown === name ? [] : [{ start: identifier.start, end: identifier.end, text: shown }]),
    ...reads.map((read) => {
      const { start, end } = withParentheses(read)
      return { start, end, text: `${shown}${chained(read)}` }
    }),
  ]
}

/** What keeps a chain going that stops where there is no result: `reader?.getRows()[0]` is `rows?.[0]`. */
function chained(read: Node): '' | '?' | '?.' {
  const callee = read.type === 'CallExpression' ? unwrap(read.callee as Node) : read
  const next = read.parent
  if (callee.type !== 'MemberExpression' || !callee.optional) return ''
  if (next?.type !== 'MemberExpression' || next.object !== read || next.optional) return ''
  return next.computed ? '?.' : '?'
}

const vague = /^(reader|result|res|response|request|r)$/i

/** `rows` for a `reader`, `seenRows` for a `seenReader`; the name as it is where the other one is taken. */
function nameOfRead(file: SourceFile, binding: Binding, name: string, wanted: string): string {
  const [, stem] = /^(\w+)(Reader|Result|Res)$/.exec(name) ?? []
  const better = vague.test(name)
    ? wanted
    : stem === undefined
      ? name
      : `${stem}${wanted[0]!.toUpperCase()}${wanted.slice(1)}`
  const isTaken = [binding.identifier, ...binding.references].some((node) => file.scopes.lookup(node, better))
  return isTaken ? name : better
}

/** `getRowObjectsJS()` as called on a result, the `await` that `run` needs included. */
function readCall(member: Node, method: string, reader: string): Node | undefined {
  const call = outermost(member).parent
  if (call?.type !== 'CallExpression' || unwrap(call.callee) !== member || call.arguments.length > 0)
    return undefined
  if (memberName(member) !== reader) return undefined
  const outer = outermost(call)
  // The rows of a result that streams come as a promise; of one that was read, at once.
  if (outer.parent?.type === 'AwaitExpression') return outer.parent
  return method === 'run' ? undefined : call
}

function readThrough(
  file: SourceFile,
  declarator: Node,
  binding: Binding,
  awaiting: Node,
  method: string,
  reader: string,
  edits: TextEdit[],
): boolean {
  const reads: Node[] = []
  for (const reference of binding.references) {
    const member = outermost(reference).parent
    const read =
      member?.type === 'MemberExpression' && unwrap(member.object) === reference
        ? readCall(member, method, reader)
        : undefined
    if (!read) return false
    reads.push(read)
  }
  const identifier = binding.identifier
  const only = reads.length === 1 ? reads[0]! : undefined
  const merged = only && mergedInto(file, declarator, only)
  if (merged) {
    edits.push(
      { start: identifier.start, end: identifier.end, text: merged.name },
      ...(merged.cast ? [{ start: awaiting.end, end: awaiting.end, text: merged.cast }] : []),
      statementRemoval(file, merged.statement),
    )
    return true
  }
  edits.push(...renamed(file, binding, reads, 'rows', edits))
  return true
}

/** `const rows = reader.getRowObjectsJS()` in the block of the reader: the reader's declaration can be that of the rows. */
function mergedInto(
  file: SourceFile,
  declarator: Node,
  read: Node,
): { readonly name: string; readonly cast: string; readonly statement: Node } | undefined {
  let init = outermost(read)
  let cast = ''
  while (init.parent?.type === 'TSAsExpression' && init.parent.expression === init) {
    cast += ` as ${file.textOf(init.parent.typeAnnotation)}`
    init = outermost(init.parent)
  }
  const target = init.parent
  const statement = target?.parent
  if (target?.type !== 'VariableDeclarator' || target.init !== init || target.id.type !== 'Identifier')
    return undefined
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined
  const own = declarator.parent
  if (own?.type !== 'VariableDeclaration' || own.parent !== statement.parent || own.kind !== statement.kind)
    return undefined
  const annotation = target.id.typeAnnotation ? file.textOf(target.id.typeAnnotation) : ''
  return { name: target.id.name + annotation, cast, statement }
}

/** Without `connection.closeSync()`, and without the `try … finally` that did nothing else. */
function withoutClosing(file: SourceFile, touch: Touch, outdented: Outdented[]): TextEdit[] | undefined {
  const statement = outermost(touch.call as Node).parent
  if (statement?.type !== 'ExpressionStatement') return undefined
  const block = statement.parent
  const holder = block?.parent
  if (block?.type !== 'BlockStatement' || holder?.type !== 'TryStatement' || holder.finalizer !== block)
    return [statementRemoval(file, statement)]
  if (block.body.length > 1) return [statementRemoval(file, statement)]
  if (holder.handler) {
    const from = holder.handler.end
    return [{ start: from, end: block.end, text: '' }]
  }
  return unwrapped(file, holder, holder.block, block, outdented)
}

/** The statements of a `try` in its place, one step further out; nothing inside a template literal moves. */
function unwrapped(
  file: SourceFile,
  holder: Node,
  body: Node,
  finalizer: Node,
  outdented: Outdented[],
): TextEdit[] | undefined {
  if (body.type !== 'BlockStatement' || body.body.length === 0) return undefined
  if (/\/\/|\/\*/.test(file.text.slice(body.end, finalizer.end))) return undefined
  const first = { start: body.start + 1 + /^\s*/.exec(file.text.slice(body.start + 1))![0].length }
  const last = { end: body.end - 1 - /\s*$/.exec(file.text.slice(body.start, body.end - 1))![0].length }
  const indent = file.indentationAt(holder)
  const inner = /[ \t]*$/.exec(file.text.slice(0, first.start))![0]
  const unit = inner.startsWith(indent) ? inner.slice(indent.length) : ''
  const edits: TextEdit[] = [
    { start: holder.start, end: first.start, text: '' },
    { start: last.end, end: finalizer.end, text: '' },
  ]
  if (unit === '') return edits
  outdented.push({ start: first.start, end: last.end, unit })
  const fixed = templateRanges(file, body)
  for (
    let at = file.text.indexOf('\n', first.start);
    at !== -1 && at < last.end;
    at = file.text.indexOf('\n', at + 1)
  ) {
    const start = at + 1
    if (fixed.some((range) => start > range.start && start <= range.end)) continue
    if (file.text.startsWith(indent + unit, start))
      edits.push({ start: start + indent.length, end: start + indent.length + unit.length, text: '' })
  }
  return edits
}

function templateRanges(file: SourceFile, body: Node): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  walk(body, (node) => {
    if (node.type === 'TemplateLiteral' && file.textOf(node).includes('\n')) found.push(node)
    return true
  })
  return found
}

/** More than one statement in one text. */
export function isScript(sql: string): boolean {
  return /;\s*\S/.test(sql.replace(/'(?:[^']|'')*'/g, "''").replace(/--[^\n]*/g, ''))
}
