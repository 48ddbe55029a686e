import type { BlockStatement, Statement } from 'oxc-parser'
import { childrenOf, isFunction, type Node } from '../../../survey/nodes.js'
import type { Write } from './find-writes.js'

/** Statements of one block, next to each other, whose writes belong together. */
export interface WriteGroup {
  readonly block: BlockStatement
  readonly statements: readonly Statement[]
  readonly writes: readonly Write[]
}

/** The innermost blocks in which several writes run one after the other, from the outside in. */
export function writeGroups(body: Node, writes: readonly Write[]): WriteGroup[] {
  if (body.type !== 'BlockStatement') return childBlocks(body).flatMap((block) => writeGroups(block, writes))
  const statements = body.body as Statement[]
  const own = statements.filter((statement) => within(statement, writes).length > 0)
  const running = own.filter((statement, index) => index === own.length - 1 || !leaves(statement, writes))
  const [first] = running
  const last = running.at(-1)
  if (!first || !last) return []
  if (first !== last || isPlain(first)) {
    const from = statements.indexOf(first)
    const group = statements.slice(from, statements.indexOf(last) + 1)
    const found = group.flatMap((statement) => within(statement, writes))
    const runTogether = found.some((write) =>
      found.some((other) => other !== write && !isEither(write, other)),
    )
    return runTogether ? [{ block: body, statements: group, writes: found }] : []
  }
  return childBlocks(first).flatMap((block) => writeGroups(block, writes))
}

/** `ok ? write : other`: only one of the two runs. */
function isEither({ call }: Write, other: Write): boolean {
  for (let node: Node | null | undefined = call as Node; node && !isFunction(node); node = node.parent) {
    if (node.type !== 'ConditionalExpression' && node.type !== 'IfStatement') continue
    const branches = [node.consequent, node.alternate].filter((branch) => branch !== null) as Node[]
    const [own, its] = [call, other.call].map((each) =>
      branches.find(({ start, end }) => each.start >= start && each.end <= end),
    )
    if (own && its && own !== its) return true
  }
  return false
}

function within(node: Node, writes: readonly Write[]): Write[] {
  return writes.filter(({ call }) => call.start >= node.start && call.end <= node.end)
}

/** Blocks below a statement, one level of them, those of callbacks aside. */
function childBlocks(node: Node): BlockStatement[] {
  return childrenOf(node).flatMap((child) => {
    if (isFunction(child)) return []
    return child.type === 'BlockStatement' ? [child] : childBlocks(child)
  })
}

/** `if (…) { write; return }`: what follows runs only without it. */
function leaves(statement: Statement, writes: readonly Write[]): boolean {
  if (statement.type !== 'IfStatement' || within(statement.test, writes).length > 0) return false
  const branches = [statement.consequent, ...(statement.alternate ? [statement.alternate] : [])]
  return branches.every((branch) => within(branch, writes).length === 0 || endsFunction(branch))
}

/** True when nothing behind the statement runs. */
export function endsFunction(statement: Statement): boolean {
  if (statement.type === 'ReturnStatement' || statement.type === 'ThrowStatement') return true
  return statement.type === 'BlockStatement' && statement.body.length > 0
    ? endsFunction(statement.body.at(-1) as Statement)
    : false
}

/** A statement whose writes all run, such as `await Promise.all([…])`. */
function isPlain(statement: Statement): boolean {
  return /^(Expression|Return)Statement$|^VariableDeclaration$/.test(statement.type)
}
