import { isFunction, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { Project } from '../../../survey/project.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type Linear, linearOf } from './linear.js'
import { sleptMs } from './sleep.js'

/** How an attempt limit is asked for: `attempt >= limit` throws, or `attempt < limit` goes on. */
export interface Limit {
  readonly node: Node
  readonly operator: '>=' | '>' | '<=' | '<' | '==='
  readonly limit: Linear
  /** The counter changes in the comparison itself: `++attempt >= 3`. */
  readonly changes: boolean
}

export interface CatchBlock {
  readonly lastError: Binding | undefined
  /** What is kept as the last error: `error as Error`. */
  readonly lastErrorValue: Node | undefined
  readonly limits: readonly Limit[]
  readonly givesUpOn: readonly { readonly node: Node; readonly negated: boolean }[]
  /** What is thrown at the limit, where that is not the error itself. */
  readonly ownThrow: Node | undefined
  readonly sleep: Node | undefined
  readonly sleepAt: number | undefined
  readonly growth: Node | undefined
  readonly changes: Node | undefined
  readonly always: readonly Node[]
  readonly beforeRetry: readonly Node[]
  /** `return again(attempt + 1)`, or the throw that ends the block. */
  readonly last: Node | undefined
  readonly throwsAtEnd: boolean
  /** `if (attempt < last) await sleep(…)` */
  readonly onlyWaits: Limit | undefined
}

interface Reading {
  readonly project: Project
  readonly file: SourceFile
  readonly caught: Node | undefined
  /** True for a reference to the attempt counter. */
  readonly isCounter: (node: Node) => boolean
}

/** Reads the statements of a retry's catch block; undefined when one of them fits no retry. */
export function readCatchBlock(
  project: Project,
  file: SourceFile,
  caught: Node | undefined,
  body: Node,
  isCounter: (node: Node) => boolean,
): CatchBlock | undefined {
  if (body.type !== 'BlockStatement') return undefined
  const state: Mutable = {
    limits: [],
    givesUpOn: [],
    always: [],
    beforeRetry: [],
    throwsAtEnd: false,
  }
  const reading = { project, file, caught, isCounter }
  return readStatements(reading, body.body as Node[], state, true) ? (state as CatchBlock) : undefined
}

type Mutable = { -readonly [Key in keyof CatchBlock]?: CatchBlock[Key] } & {
  limits: Limit[]
  givesUpOn: { node: Node; negated: boolean }[]
  always: Node[]
  beforeRetry: Node[]
  throwsAtEnd: boolean
}

function readStatements(
  reading: Reading,
  statements: readonly Node[],
  state: Mutable,
  isTop: boolean,
): boolean {
  for (const [index, statement] of statements.entries()) {
    const isLast = index === statements.length - 1
    if (!readStatement(reading, statement, state, isLast, statements.slice(index + 1), isTop)) return false
    if (statement.type === 'IfStatement' && state.throwsAtEnd) return true
  }
  return true
}

function readStatement(
  reading: Reading,
  statement: Node,
  state: Mutable,
  isLast: boolean,
  rest: readonly Node[],
  isTop: boolean,
): boolean {
  const { project, file } = reading
  const ms = sleptMs(project, file, statement)
  if (ms) {
    if (state.sleep || mentions(file, ms, reading.caught)) return false
    state.sleep = ms
    state.sleepAt = statement.start
    return true
  }
  switch (statement.type) {
    case 'EmptyStatement':
      return true
    case 'ContinueStatement':
      return isLast && !statement.label
    case 'ThrowStatement':
      if (!isLast || !isCaught(reading, statement.argument)) return false
      state.throwsAtEnd = true
      state.last = statement
      return true
    case 'ReturnStatement':
      if (!isLast) return false
      state.last = statement
      return true
    case 'IfStatement':
      return readIf(reading, statement, state, rest, isTop)
    case 'ExpressionStatement': {
      const expression = unwrap(statement.expression)
      if (isCounterChange(reading, expression)) {
        if (state.changes) return false
        state.changes = statement
        return true
      }
      if (
        expression.type === 'AssignmentExpression' &&
        expression.operator === '=' &&
        isCaught(reading, expression.right)
      ) {
        const left = unwrap(expression.left as Node)
        const binding = left.type === 'Identifier' ? file.scopes.resolve(left) : undefined
        if (!binding || state.lastError) return false
        state.lastError = binding
        state.lastErrorValue = expression.right
        return true
      }
      if (expression.type === 'AssignmentExpression') {
        const left = unwrap(expression.left as Node)
        if (left.type !== 'Identifier' || state.growth) return false
        state.growth = expression
        return true
      }
      return readLeftover(file, statement, state)
    }
    case 'VariableDeclaration':
      // `const wait = base * 2 ** attempt`: only where the sleep is all that reads it.
      return readDelayConstant(reading, statement, state, rest)
    default:
      return false
  }
}

/** A statement that is kept: logging, counting. It must not leave the block. */
function readLeftover(file: SourceFile, statement: Node, state: Mutable): boolean {
  let leaves = false
  walk(statement, (node) => {
    if (node.type === 'YieldExpression' || file.textOf(node) === 'arguments') leaves = true
    return !leaves
  })
  if (leaves || state.sleep) return false
  const isAfterDecision = state.limits.length > 0 || state.givesUpOn.length > 0
  if (isAfterDecision && hasAwait(statement)) return false
  ;(isAfterDecision ? state.beforeRetry : state.always).push(statement)
  return true
}

function readDelayConstant(
  reading: Reading,
  statement: Node,
  state: Mutable,
  rest: readonly Node[],
): boolean {
  if (statement.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return false
  const [declarator] = statement.declarations
  if (!declarator?.init || declarator.id.type !== 'Identifier' || state.sleep) return false
  const next = rest.find((other) => sleptMs(reading.project, reading.file, other))
  const ms = next && sleptMs(reading.project, reading.file, next)
  if (!ms || unwrap(ms).type !== 'Identifier' || reading.file.textOf(unwrap(ms)) !== declarator.id.name)
    return false
  const binding = reading.file.scopes.lookup(declarator as Node, declarator.id.name)
  if (binding?.references.length !== 1 || mentions(reading.file, declarator.init as Node, reading.caught))
    return false
  delayConstants.set(unwrap(ms), declarator.init as Node)
  return true
}

/** The expression behind `sleep(wait)` where `wait` is a constant of the catch block. */
export const delayConstants = new WeakMap<Node, Node>()

function readIf(
  reading: Reading,
  statement: Node,
  state: Mutable,
  rest: readonly Node[],
  isTop: boolean,
): boolean {
  if (statement.type !== 'IfStatement') return false
  const then = blockOf(statement.consequent)
  const otherwise = statement.alternate ? blockOf(statement.alternate) : undefined
  const [only] = then
  if (then.length === 1 && only?.type === 'ThrowStatement') {
    if (!readGivingUp(reading, statement.test, only.argument, state)) return false
    return !otherwise || (rest.length === 0 && readStatements(reading, otherwise, state, isTop))
  }
  if (otherwise && otherwise.length === 1 && otherwise[0]!.type === 'ThrowStatement') {
    if (!isCaught(reading, otherwise[0]!.argument)) return false
    return (
      rest.length === 0 &&
      readGoingOn(reading, statement.test, state) &&
      readStatements(reading, then, state, isTop)
    )
  }
  if (otherwise) return false
  const [next] = rest
  // `if (goes on) { wait; continue } throw error`
  if (isTop && rest.length === 1 && next?.type === 'ThrowStatement') {
    const isOwn = !isCaught(reading, next.argument)
    const isContinued = then.at(-1)?.type === 'ContinueStatement' || then.at(-1)?.type === 'ReturnStatement'
    if (!isContinued || !readGoingOn(reading, statement.test, state)) return false
    if (isOwn && (state.ownThrow || state.givesUpOn.length > 0)) return false
    if (!readStatements(reading, then, state, false)) return false
    if (isOwn) state.ownThrow = next.argument
    state.throwsAtEnd = true
    return true
  }
  // `if (attempt < last) await sleep(…)`: the wait after the last attempt is left out.
  if (then.length === 1 && sleptMs(reading.project, reading.file, only!)) {
    const limit = limitOf(reading, statement.test)
    if (
      !limit ||
      (limit.operator !== '<' && limit.operator !== '<=' && limit.operator !== '>' && limit.operator !== '>=')
    )
      return false
    state.onlyWaits = limit
    return readStatement(reading, only!, state, true, [], false)
  }
  return false
}

/** `if (attempt === last || !isTransient(error)) throw error` */
function readGivingUp(reading: Reading, test: Node, thrown: Node, state: Mutable): boolean {
  const parts = flatten(test, '||')
  const isOwn = !isCaught(reading, thrown)
  for (const part of parts) {
    const limit = limitOf(reading, part)
    if (limit) state.limits.push(limit)
    else if (isOwn || usesCounter(reading, part)) return false
    else state.givesUpOn.push({ node: part, negated: false })
  }
  if (isOwn) {
    if (state.ownThrow || parts.length !== 1) return false
    state.ownThrow = thrown
  }
  return true
}

/** `if (attempt < last && isTransient(error))` */
function readGoingOn(reading: Reading, test: Node, state: Mutable): boolean {
  for (const part of flatten(test, '&&')) {
    const limit = limitOf(reading, part)
    if (limit) state.limits.push(inverse(limit))
    else if (usesCounter(reading, part)) return false
    else state.givesUpOn.push({ node: part, negated: true })
  }
  return true
}

const inverted = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '===': '===' } as const

function inverse(limit: Limit): Limit {
  return { ...limit, operator: inverted[limit.operator] }
}

function limitOf(reading: Reading, node: Node): Limit | undefined {
  const bare = unwrap(node)
  if (bare.type === 'UnaryExpression' && bare.operator === '!') {
    const inner = limitOf(reading, bare.argument)
    return inner && inner.operator !== '===' ? inverse(inner) : undefined
  }
  if (bare.type !== 'BinaryExpression') return undefined
  const sides = { '>=': '<=', '>': '<', '<=': '>=', '<': '>', '===': '===', '==': '===' } as const
  const operator = bare.operator as keyof typeof sides
  if (!(operator in sides)) return undefined
  const left = unwrap(bare.left as Node)
  const right = unwrap(bare.right)
  const counted = countedBy(reading, left)
  if (counted !== undefined) {
    const limit = linearOf(reading.file, bare.right)
    const plain = operator === '==' ? '===' : operator
    return (
      limit && {
        node,
        operator: plain,
        limit: { ...limit, constant: limit.constant - counted.offset },
        changes: counted.changes,
      }
    )
  }
  const other = countedBy(reading, right)
  if (other === undefined) return undefined
  const limit = linearOf(reading.file, bare.left as Node)
  return (
    limit && {
      node,
      operator: sides[operator],
      limit: { ...limit, constant: limit.constant - other.offset },
      changes: other.changes,
    }
  )
}

/** `attempt`, `attempt + 1`, `++attempt` */
function countedBy(
  reading: Reading,
  node: Node,
): { readonly offset: number; readonly changes: boolean } | undefined {
  if (reading.isCounter(node)) return { offset: 0, changes: false }
  if (node.type === 'UpdateExpression' && node.prefix && reading.isCounter(unwrap(node.argument)))
    return { offset: 0, changes: true }
  if (node.type === 'BinaryExpression' && (node.operator === '+' || node.operator === '-')) {
    const constant = linearOf(reading.file, node.right)
    if (reading.isCounter(unwrap(node.left as Node)) && constant && constant.text === undefined)
      return { offset: node.operator === '+' ? constant.constant : -constant.constant, changes: false }
  }
  return undefined
}

function isCounterChange(reading: Reading, node: Node): boolean {
  if (node.type === 'UpdateExpression') return reading.isCounter(unwrap(node.argument))
  return (
    node.type === 'AssignmentExpression' &&
    (node.operator === '+=' || node.operator === '-=') &&
    reading.isCounter(unwrap(node.left as Node)) &&
    linearOf(reading.file, node.right)?.constant === 1
  )
}

function usesCounter(reading: Reading, node: Node): boolean {
  let uses = false
  walk(node, (inner) => {
    uses ||= reading.isCounter(inner)
    return !uses
  })
  return uses
}

function isCaught({ file, caught }: Reading, node: Node): boolean {
  const bare = unwrap(node)
  return (
    bare.type === 'Identifier' && caught !== undefined && file.scopes.resolve(bare)?.identifier === caught
  )
}

export function mentions(file: SourceFile, node: Node, name: Node | undefined): boolean {
  let found = false
  walk(node, (inner) => {
    found ||=
      inner.type === 'Identifier' && name !== undefined && file.scopes.resolve(inner)?.identifier === name
    return !found
  })
  return found
}

export function hasAwait(node: Node): boolean {
  let found = false
  walk(node, (inner) => {
    if (inner !== node && isFunction(inner)) return false
    found ||= inner.type === 'AwaitExpression' || (inner.type === 'ForOfStatement' && inner.await)
    return !found
  })
  return found
}

function flatten(node: Node, operator: '||' | '&&'): Node[] {
  const bare = unwrap(node)
  return bare.type === 'LogicalExpression' && bare.operator === operator
    ? [...flatten(bare.left, operator), ...flatten(bare.right, operator)]
    : [node]
}

export function blockOf(node: Node): readonly Node[] {
  return node.type === 'BlockStatement' ? (node.body as Node[]) : [node]
}
