import {
  enclosingFunction,
  isLoop,
  type Node,
  rootOf,
  stringValue,
  unwrap,
  walk,
} from '../../../survey/nodes.js'
import { doesNothing, givesText } from '../../../survey/pure-expressions.js'
import type { Binding } from '../../../survey/scopes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** `const sql = …` or `const params = […]`, which one call takes and nothing else. */
export interface ArgumentVariable {
  readonly value: Node
  readonly statement: Node
}

export interface VariableUse {
  /** What of its value has to be the same at the call; absent for all of it, undefined where the value is none of these. */
  readonly meant?: (value: Node) => Node | undefined
  /** It may be named more than once, but only here. */
  readonly within?: Node
  /** Calls that change nothing. */
  readonly harmless?: readonly Node[]
}

/**
 * The variable that a call takes its SQL or its values from, or a part of these, where they can be written at the call as
 * well: nothing else names it, and what they are put together from is the same there.
 */
export function argumentVariable(
  file: SourceFile,
  call: Node,
  argument: Node,
  { meant = (value) => value, within, harmless = [] }: VariableUse = {},
): ArgumentVariable | undefined {
  const name = unwrap(argument)
  if (name.type !== 'Identifier') return undefined
  const binding = file.scopes.resolve(name)
  const declarator = binding?.declaration
  if (binding?.kind !== 'variable' || declarator?.type !== 'VariableDeclarator' || !declarator.init)
    return undefined
  const statement = declarator.parent
  const isOnlyHere = within
    ? binding.references.every(({ start, end }) => start >= within.start && end <= within.end)
    : binding.references.length === 1
  if (!isOnlyHere || declarator.id.type !== 'Identifier') return undefined
  if (statement?.type !== 'VariableDeclaration' || statement.declarations.length !== 1) return undefined
  const block = statement.parent
  if (block?.type !== 'BlockStatement' && block?.type !== 'Program') return undefined
  const value = meant(unwrap(declarator.init))
  if (!value) return undefined
  const isDirect = isNext(block.body, statement, call)
  if (!isDirect && isExplained(file, statement)) return undefined
  const isSame =
    stringValue(value) !== undefined ||
    isDirect ||
    isStable(file, block.body, statement, call, value, harmless)
  return isSame ? { value, statement } : undefined
}

/** True where a comment belongs to the statement: it would explain what comes next. */
function isExplained(file: SourceFile, { start, end }: Node): boolean {
  return file.comments.some(
    (comment) =>
      (comment.end <= start && /^[ \t]*\r?\n?[ \t]*$/.test(file.text.slice(comment.end, start))) ||
      (comment.start >= end && /^[ \t]*;?[ \t]*$/.test(file.text.slice(end, comment.start))),
  )
}

/** True where the call is the first thing that runs after the declaration. */
function isNext(block: readonly Node[], statement: Node, call: Node): boolean {
  const next = block[block.indexOf(statement) + 1]
  return next !== undefined && begins(next, call)
}

/** True where a call is the first thing that a statement does. */
export function begins(statement: Node, call: Node): boolean {
  if (statement.type === 'TryStatement') return begins(statement.block as Node, call)
  if (statement.type === 'BlockStatement') {
    const [first] = statement.body
    return first !== undefined && begins(first as Node, call)
  }
  if (!/^(ExpressionStatement|VariableDeclaration|ReturnStatement)$/.test(statement.type)) return false
  let node = call
  while (node.parent && node.parent !== statement) {
    const parent: Node = node.parent
    const isFirst =
      parent.type === 'AwaitExpression' ||
      (parent.type === 'VariableDeclarator' && parent.parent === statement) ||
      (parent.type === 'MemberExpression' && parent.object === node) ||
      (parent.type === 'CallExpression' && parent.callee === node) ||
      (parent.type === 'AssignmentExpression' && parent.left.type === 'Identifier') ||
      unwrap(parent) === unwrap(node)
    if (!isFirst) return false
    node = parent
  }
  if (node.parent !== statement) return false
  return statement.type !== 'VariableDeclaration' || statement.declarations[0] === (node as unknown)
}

/** True where what the value is made of is the same at the call: names that are given once, and are not handed on. */
function isStable(
  file: SourceFile,
  block: readonly Node[],
  statement: Node,
  call: Node,
  value: Node,
  harmless: readonly Node[],
): boolean {
  if (enclosingFunction(statement) !== enclosingFunction(call)) return false
  const between = block
    .slice(block.indexOf(statement) + 1)
    .filter((each) => each.start < call.start)
    .map((each) => ({ start: each.start, end: Math.min(each.end, call.start) }))
  // What stands behind the call in a loop runs before it, too.
  const opening = [...openingsOf(file, call), ...harmless]
  const mayChange = isRepeated(call, block) || block.some((each) => mayChangeMore(each, between, opening))
  const mayOthersRun = mayChange || block.some((each) => mayChangeMore(each, between, harmless))
  let stable = true
  walk(value, (node) => {
    // Who holds the same object may have changed what is in it.
    if (mayChange && (isMember(file, node) || node.type === 'ThisExpression')) stable = false
    // The same is so for those who run while a connection is waited for.
    else if (mayOthersRun && (node.type === 'ThisExpression' || isSharedMember(file, node))) stable = false
    else if (node.type === 'CallExpression') {
      const callee = unwrap(node.callee)
      const isMethod =
        callee.type === 'MemberExpression' && !callee.computed && givesText(file.textOf(callee.property))
      stable &&= isMethod || (callee.type === 'Identifier' && callee.name === 'String')
    } else if (node.type === 'Identifier' && isName(node)) {
      const binding = file.scopes.resolve(node)
      const isRead = rootOf(node.parent?.type === 'MemberExpression' ? node.parent : node) === node
      stable &&=
        !isRead ||
        !binding ||
        (isGivenOnce(binding) &&
          !(mayChange && binding.kind === 'import') &&
          !binding.references.some((use) => isAmong(use, between) && !isAmong(use, harmless)))
    } else if (!doesNothing(node)) stable = false
    return stable
  })
  return stable
}

/** Methods that only texts and numbers have, which never change. */
const ofText = /^(trim|toLowerCase|toUpperCase|replace|replaceAll|substring|padStart|toFixed)$/

function isMember(file: SourceFile, node: Node): boolean {
  if (node.type !== 'MemberExpression') return false
  const isCalled = node.parent?.type === 'CallExpression' && node.parent.callee === node
  return !(isCalled && !node.computed && ofText.test(file.textOf(node.property)))
}

/** True where a loop is around the call, inside the block. */
function isRepeated(call: Node, block: readonly Node[]): boolean {
  for (let node: Node | undefined | null = call; node; node = node.parent) {
    if (isLoop(node)) return true
    if (block.includes(node)) return false
  }
  return false
}

/** What opens the connection that a call is made on, or is given first: `const db = await getDb()`. */
export function openingsOf(file: SourceFile, call: Node): Node[] {
  if (call.type !== 'CallExpression') return []
  const callee = unwrap(call.callee)
  const [first] = call.arguments as Node[]
  const named = callee.type === 'MemberExpression' ? [callee.object as Node] : first ? [first] : []
  return named.flatMap((node) => {
    const name = unwrap(node)
    const declaration = name.type === 'Identifier' ? file.scopes.resolve(name)?.declaration : undefined
    const init = declaration?.type === 'VariableDeclarator' ? declaration.init : undefined
    const opened = init && unwrap(init.type === 'AwaitExpression' ? init.argument : init)
    return opened?.type === 'CallExpression' && opened.arguments.length === 0 ? [init as Node] : []
  })
}

/** `session.user` of a module's own variable. */
function isSharedMember(file: SourceFile, node: Node): boolean {
  if (node.type !== 'MemberExpression') return false
  const root = rootOf(node)
  const binding = root.type === 'Identifier' ? file.scopes.resolve(root) : undefined
  return binding !== undefined && binding === file.scopes.topLevel(binding.name)
}

/** True where something runs in these ranges that can change more than names: calls, waiting, assignments to members. */
export function mayChangeMore(
  statement: Node,
  ranges: readonly { readonly start: number; readonly end: number }[],
  harmless: readonly Node[],
): boolean {
  let found = false
  walk(statement, (node) => {
    if (
      found ||
      harmless.includes(node) ||
      !ranges.some(({ start, end }) => node.start < end && node.end > start)
    )
      return false
    const changesMember =
      (node.type === 'AssignmentExpression' && unwrap(node.left as Node).type === 'MemberExpression') ||
      (node.type === 'UpdateExpression' && unwrap(node.argument).type === 'MemberExpression') ||
      (node.type === 'UnaryExpression' && node.operator === 'delete')
    const runs =
      /^(Call|New|Await|Yield|TaggedTemplate|Import)Expression$/.test(node.type) ||
      node.type === 'ForOfStatement'
    if (changesMember || (runs && isAmong(node, ranges))) found = true
    return true
  })
  return found
}

function isName(node: Node): boolean {
  const parent = node.parent
  if (parent?.type === 'Property' && parent.key === node && !parent.shorthand && !parent.computed)
    return false
  return !(parent?.type === 'MemberExpression' && parent.property === node && !parent.computed)
}

function isGivenOnce(binding: Binding): boolean {
  return !binding.references.some(({ parent }) => {
    return (
      parent?.type === 'UpdateExpression' ||
      parent?.type === 'AssignmentPattern' ||
      parent?.type === 'ArrayPattern' ||
      (parent?.type === 'AssignmentExpression' && parent.left.type !== 'MemberExpression')
    )
  })
}

function isAmong(node: Node, ranges: readonly { readonly start: number; readonly end: number }[]): boolean {
  return ranges.some(({ start, end }) => node.start >= start && node.end <= end)
}
