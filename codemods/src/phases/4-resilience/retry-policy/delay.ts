import { memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { type CatchBlock, delayConstants } from './catch-block.js'
import { type Linear, linearOf } from './linear.js'
import type { Counter, Delay } from './retry-form.js'

/** The waits of a retry; undefined where they follow no rule that could be kept. */
export function delayOf(
  file: SourceFile,
  block: CatchBlock,
  before: readonly Node[],
  counter: Counter | undefined,
): { readonly delay: Delay; readonly declaration?: Node } | undefined {
  if (!block.sleep) return block.growth ? undefined : { delay: { kind: 'none' } }
  const bare = unwrap(block.sleep)
  const node = delayConstants.get(bare) ?? block.sleep
  if (!block.growth) return isSteady(file, node) ? { delay: { kind: 'expression', node } } : undefined
  if (bare.type !== 'Identifier') return undefined
  const binding = file.scopes.resolve(bare)
  const growth = growthOf(file, block.growth, bare.name)
  if (!binding || !growth || binding === counter?.binding) return undefined
  const growsFirst = block.growth.start < block.sleepAt!
  const { declaration } = binding
  if (declaration.type === 'VariableDeclarator') {
    const start = linearOf(file, declaration.init as Node | null)
    const isBefore = before.some((statement) => statement === declaration.parent)
    // Nothing but the wait and its growth may know the variable.
    const isOwn = binding.references.every(
      (reference) =>
        reference === bare || (reference.start >= block.growth!.start && reference.end <= block.growth!.end),
    )
    if (!start || !isBefore || !isOwn) return undefined
    return { delay: { kind: 'growing', start, growsFirst, ...growth }, declaration }
  }
  if (binding.kind !== 'parameter') return undefined
  return { delay: { kind: 'growing', start: { text: bare.name, constant: 0 }, growsFirst, ...growth } }
}

export interface Growth {
  readonly factor: number
  readonly cap: Linear | undefined
}

/** `delay *= 2`, `delay = delay * 2`, `delay = Math.min(delay * 2, cap)` */
function growthOf(file: SourceFile, assignment: Node, name: string): Growth | undefined {
  if (assignment.type !== 'AssignmentExpression') return undefined
  const left = unwrap(assignment.left as Node)
  if (left.type !== 'Identifier' || left.name !== name) return undefined
  if (assignment.operator === '*=') {
    const factor = linearOf(file, assignment.right)
    return factor?.text === undefined && factor ? { factor: factor.constant, cap: undefined } : undefined
  }
  return assignment.operator === '=' ? grownValue(file, assignment.right, name) : undefined
}

/** `delay * 2`, `Math.min(delay * 2, cap)` */
export function grownValue(file: SourceFile, node: Node, name: string): Growth | undefined {
  const value = unwrap(node)
  if (
    value.type === 'CallExpression' &&
    file.textOf(value.callee) === 'Math.min' &&
    value.arguments.length === 2
  ) {
    const [first, second] = value.arguments as [Node, Node]
    const inner = grownValue(file, first, name) ?? grownValue(file, second, name)
    const cap = linearOf(file, grownValue(file, first, name) ? second : first)
    return inner && cap ? { factor: inner.factor, cap } : undefined
  }
  if (value.type !== 'BinaryExpression' || value.operator !== '*') return undefined
  const sides = [unwrap(value.left as Node), unwrap(value.right)]
  const isName = (side: Node) => side.type === 'Identifier' && side.name === name
  const factor = linearOf(
    file,
    sides.find((side) => !isName(side)),
  )
  return sides.some(isName) && factor?.text === undefined && factor
    ? { factor: factor.constant, cap: undefined }
    : undefined
}

/** Nothing but numbers, names and arithmetic, `Math` and tables of numbers included. */
function isSteady(file: SourceFile, node: Node): boolean {
  const bare = unwrap(node)
  switch (bare.type) {
    case 'Literal':
    case 'Identifier':
    case 'ThisExpression':
      return true
    case 'MemberExpression':
      return isSteady(file, bare.object) && (!bare.computed || isSteady(file, bare.property as Node))
    case 'BinaryExpression':
      return isSteady(file, bare.left as Node) && isSteady(file, bare.right)
    case 'LogicalExpression':
      return isSteady(file, bare.left) && isSteady(file, bare.right)
    case 'UnaryExpression':
      return isSteady(file, bare.argument)
    case 'ConditionalExpression':
      return isSteady(file, bare.test) && isSteady(file, bare.consequent) && isSteady(file, bare.alternate)
    case 'ArrayExpression':
      return (bare.elements as (Node | null)[]).every((element) => element && isSteady(file, element))
    case 'CallExpression': {
      const callee = unwrap(bare.callee)
      const isMath = callee.type === 'MemberExpression' && file.textOf(callee.object) === 'Math'
      const isOwn = callee.type === 'Identifier' && /delay|backoff|wait|jitter/i.test(callee.name)
      return (
        (isMath || isOwn || memberName(callee) === 'at') &&
        (bare.arguments as Node[]).every((one) => isSteady(file, one))
      )
    }
    default:
      return false
  }
}
