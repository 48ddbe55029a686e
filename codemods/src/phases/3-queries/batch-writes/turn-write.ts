import type { DataCall } from '../../../access/data-call.js'
import { enclosingFunction, isFunction, type Node, outermost, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop } from '../loops/loop.js'
import { isSeenLater } from '../loops/queue-loop.js'
import { turnValue } from '../loops/turn-values.js'
import type { QueryRefusal } from '../refusals.js'

/** A loop that does nothing but write once per turn: what goes, and what one write for all turns is given to. */
export interface TurnWrite {
  readonly replaced: Node
  /** Around the call that writes for all turns. */
  readonly before: string
  readonly after: string
  /** True when the number of rows changed is used. */
  readonly sums: boolean
}

type Refused = { readonly refused: QueryRefusal }

const moreThanAWrite: Refused = { refused: 'more-than-a-write' }

export function turnWrite(file: SourceFile, loop: Loop, call: DataCall): TurnWrite | Refused {
  switch (loop.kind) {
    case 'started':
      return { refused: 'not-awaited' }
    case 'map':
      return sideBySide(file, loop, call)
    case 'reduce':
      return chain(file, loop, call)
    case 'queue':
      if (!loop.takesAll) return moreThanAWrite
      if (file.scopes.resolve(loop.list)?.kind === 'parameter' || !isUnseenOnError(file, loop, loop.list))
        return { refused: 'leftover-seen' }
  }
  if (!call.awaited) return { refused: 'not-awaited' }
  const { statement } = loop
  const sum = soleWrite(file, loop, call)
  if (sum === undefined || !preparesOnly(file, loop, statementsOf(loop).slice(0, -1))) return moreThanAWrite
  if (!statement) return { refused: 'no-place-before' }
  return { replaced: statement as Node, before: `${sum}await `, after: '', sums: sum !== '' }
}

/** The list that is written for, in the order of the turns. */
export function listInTurn(file: SourceFile, loop: Loop, list: string): string {
  if (loop.kind !== 'queue') return list
  const all = isSeenLater(file, loop) ? `${list}.splice(0)` : list
  return loop.from === 'last' ? `${all}.reverse()` : all
}

/** `await Promise.all(list.map((element) => write))`, the results of which nobody looks at. */
function sideBySide(
  file: SourceFile,
  loop: Extract<Loop, { kind: 'map' }>,
  call: DataCall,
): TurnWrite | Refused {
  const statements = statementsOf(loop)
  const last = statements.at(-1)
  if (!last || !isGivenBack(last, call) || !preparesOnly(file, loop, statements.slice(0, -1)))
    return moreThanAWrite
  if (loop.statement?.type !== 'ExpressionStatement' || !loop.waits) return { refused: 'fails-each-alone' }
  return { replaced: loop.statement as Node, before: 'await ', after: '', sums: false }
}

/** The write is the turn's value, or its last statement. */
function isGivenBack(last: Node, call: DataCall): boolean {
  const value =
    last.type === 'ReturnStatement'
      ? last.argument
      : last.type === 'ExpressionStatement'
        ? last.expression
        : last
  const isStatement = last.type === 'ExpressionStatement'
  return (
    value !== null && value !== undefined && isCall(value as Node, call) && (call.awaited || !isStatement)
  )
}

function isCall(node: Node, call: DataCall): boolean {
  return outermost(call.expression) === node || unwrap(node) === unwrap(call.expression)
}

/** `reduce(async (before, element) => { await before; write }, …)`, or the sum `(await before) + (await write)`. */
function chain(
  file: SourceFile,
  loop: Extract<Loop, { kind: 'reduce' }>,
  call: DataCall,
): TurnWrite | Refused {
  const statements = statementsOf(loop)
  const waiting = loop.isChained ? undefined : waitedFor(file, loop, statements[0])
  const own = waiting ? statements.slice(1) : statements
  const last = own.at(-1)
  if (!last || !preparesOnly(file, loop, own.slice(0, -1))) return moreThanAWrite
  const value =
    last.type === 'ReturnStatement' ? last.argument : last.type === 'ExpressionStatement' ? undefined : last
  const sum = value && sumOf(value as Node, call)
  if (sum) {
    const isBefore = loop.isChained
      ? isCarried(file, loop, sum)
      : waitedFor(file, loop, sum) !== undefined ||
        (waiting?.name !== undefined && waiting.name === nameOf(file, sum))
    if (!isBefore || !startsAtZero(loop.whole)) return moreThanAWrite
    return { replaced: loop.whole, before: '', after: '', sums: true }
  }
  if (!loop.isChained && !waiting) return moreThanAWrite
  const isUnused = loop.statement?.type === 'ExpressionStatement'
  const isBare = last.type === 'ExpressionStatement' && call.awaited && isCall(last.expression, call)
  // `before.then(() => write)` hands on what the last write gives.
  const isHandedOn = value !== undefined && value !== null && isCall(value as Node, call)
  if (!isBare && !(isHandedOn && isUnused)) return moreThanAWrite
  if (isUnused && loop.waits)
    return { replaced: loop.statement as Node, before: 'await ', after: '', sums: false }
  return { replaced: loop.whole, before: '', after: '.then(() => undefined)', sums: false }
}

/** `await before`, and the name it is given: as a statement, a constant, or part of an expression. */
function waitedFor(
  file: SourceFile,
  loop: Extract<Loop, { kind: 'reduce' }>,
  node: Node | undefined,
): { readonly name: Node | undefined } | undefined {
  if (!node) return undefined
  const declarator =
    node.type === 'VariableDeclaration' && node.declarations.length === 1 && node.declarations[0]
  const value = declarator ? declarator.init : node.type === 'ExpressionStatement' ? node.expression : node
  const bare = value && unwrap(value as Node)
  const awaited = bare?.type === 'AwaitExpression' ? unwrap(bare.argument) : undefined
  if (awaited?.type !== 'Identifier' || file.scopes.resolve(awaited)?.identifier !== loop.before)
    return undefined
  return { name: declarator && declarator.id.type === 'Identifier' ? (declarator.id as Node) : undefined }
}

function nameOf(file: SourceFile, node: Node): Node | undefined {
  return node.type === 'Identifier' ? file.scopes.resolve(node)?.identifier : undefined
}

function isCarried(file: SourceFile, loop: Extract<Loop, { kind: 'reduce' }>, node: Node): boolean {
  const name = nameOf(file, node)
  return name !== undefined && name !== loop.before && loop.carried.includes(name)
}

/** What a write is added to. */
function sumOf(value: Node, call: DataCall): Node | undefined {
  const bare = unwrap(value)
  if (bare.type !== 'BinaryExpression' || bare.operator !== '+' || !call.awaited) return undefined
  return isCall(bare.right as Node, call) ? unwrap(bare.left as Node) : undefined
}

/** `Promise.resolve(0)` */
function startsAtZero(reduce: Node): boolean {
  const start = reduce.type === 'CallExpression' ? unwrap(reduce.arguments[1] as Node) : undefined
  const [value] = start?.type === 'CallExpression' ? start.arguments : []
  const bare = value && unwrap(value as Node)
  return bare?.type === 'Literal' && bare.value === 0
}

function statementsOf(loop: Loop): readonly Node[] {
  const all = loop.body.type === 'BlockStatement' ? (loop.body.body as Node[]) : [loop.body]
  return loop.kind === 'queue' ? all.filter((statement) => statement !== loop.take) : all
}

/** What stands before the write in a turn that does nothing else: nothing, or `sum += `. */
function soleWrite(file: SourceFile, loop: Loop, call: DataCall): string | undefined {
  const last = statementsOf(loop).at(-1)
  if (last?.type !== 'ExpressionStatement') return undefined
  const { expression } = last
  if (outermost(call.expression) === expression) return ''
  if (expression.type !== 'AssignmentExpression' || expression.operator !== '+=') return undefined
  if (!isUnseenOnError(file, loop, expression.left)) return undefined
  return expression.right === outermost(call.expression) ? `${file.textOf(expression.left)} += ` : undefined
}

/** True when what comes before the write only works out its values, so that it may be left out. */
function preparesOnly(file: SourceFile, loop: Loop, statements: readonly Node[]): boolean {
  return statements.every(
    (other) =>
      other.type === 'VariableDeclaration' &&
      other.kind !== 'var' &&
      other.declarations.every(({ init }) => init && turnValue(file, loop, init as Node) !== undefined),
  )
}

/** A sum that grew, or a queue that shrank, before a write failed; nobody may be there to see it. */
function isUnseenOnError(file: SourceFile, loop: Loop, name: Node): boolean {
  const declaration = name.type === 'Identifier' ? file.scopes.resolve(name)?.declaration : undefined
  const owner = enclosingFunction(loop.body)
  if (!declaration || !isFunction(owner) || enclosingFunction(declaration) !== owner) return false
  for (let node = loop.body.parent; node && node !== owner; node = node.parent)
    if (node.type === 'TryStatement' && !(declaration.start > node.start && declaration.end < node.end))
      return false
  return true
}
