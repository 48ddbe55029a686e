import { memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import type { Loop, NoLoop } from './loop.js'
import { placed } from './loop-place.js'

/** `for (let i = 0; i < list.length; i++)` and `for (let i = list.length - 1; i >= 0; i--)`, in their spellings. */
export function indexLoop(file: SourceFile, loop: Node): Loop | NoLoop {
  if (loop.type !== 'ForStatement' || loop.init?.type !== 'VariableDeclaration') return 'unfamiliar-loop'
  const [declarator] = loop.init.declarations
  const start = declarator?.init && unwrap(declarator.init)
  if (declarator?.id.type !== 'Identifier' || !start || !loop.test || !loop.update) return 'unfamiliar-loop'
  const index = declarator.id.name
  const step = stepOf(file, unwrap(loop.update), index)
  const isUp = step === 1 && isNumber(start, 0)
  const list = isUp
    ? listAbove(file, unwrap(loop.test), index)
    : step === -1 && endsAtZero(file, unwrap(loop.test), index)
      ? lastOf(file, start)
      : undefined
  if (!list) return 'unfamiliar-loop'
  const body = loop.body as Node
  return { kind: 'index', index, descending: !isUp, list, body, statement: placed(loop), waits: true }
}

function isNumber(node: Node, value: number): boolean {
  const bare = unwrap(node)
  if (bare.type === 'UnaryExpression' && bare.operator === '-') return isNumber(bare.argument, -value)
  return bare.type === 'Literal' && (bare.value === value || (value === 0 && Object.is(bare.value, -value)))
}

/** 1 for `i++` and `i += 1`, -1 for `i--` and `i -= 1`. */
function stepOf(file: SourceFile, update: Node, index: string): 1 | -1 | undefined {
  if (update.type === 'UpdateExpression' && file.textOf(update.argument) === index)
    return update.operator === '++' ? 1 : -1
  if (update.type !== 'AssignmentExpression' || file.textOf(update.left) !== index) return undefined
  if (!isNumber(update.right, 1)) return undefined
  return update.operator === '+=' ? 1 : update.operator === '-=' ? -1 : undefined
}

/** The list of `i < list.length`, `i <= list.length - 1` and `list.length > i`. */
function listAbove(file: SourceFile, test: Node, index: string): Node | undefined {
  if (test.type !== 'BinaryExpression') return undefined
  const isIndex = (node: Node) => file.textOf(unwrap(node)) === index
  if (isIndex(test.left) && (test.operator === '<' || test.operator === '!=='))
    return lengthOf(file, test.right)
  if (isIndex(test.left) && test.operator === '<=') return lastOf(file, test.right)
  return isIndex(test.right) && test.operator === '>' ? lengthOf(file, test.left) : undefined
}

function endsAtZero(file: SourceFile, test: Node, index: string): boolean {
  if (test.type !== 'BinaryExpression' || file.textOf(unwrap(test.left)) !== index) return false
  return (
    (test.operator === '>=' && isNumber(test.right, 0)) || (test.operator === '>' && isNumber(test.right, -1))
  )
}

/** The list of `list.length`, or of a constant that holds it. */
function lengthOf(file: SourceFile, node: Node): Node | undefined {
  const bare = unwrap(node)
  if (bare.type === 'MemberExpression') return memberName(bare) === 'length' ? bare.object : undefined
  const binding = bare.type === 'Identifier' ? file.scopes.resolve(bare) : undefined
  const declarator = binding?.declaration
  if (declarator?.type !== 'VariableDeclarator' || !declarator.init) return undefined
  const isAssigned = binding!.references.some(
    ({ parent }) => parent?.type === 'AssignmentExpression' || parent?.type === 'UpdateExpression',
  )
  const length = unwrap(declarator.init)
  return !isAssigned && length.type === 'MemberExpression' ? lengthOf(file, length) : undefined
}

/** The list of `list.length - 1`. */
function lastOf(file: SourceFile, node: Node): Node | undefined {
  const bare = unwrap(node)
  return bare.type === 'BinaryExpression' && bare.operator === '-' && isNumber(bare.right, 1)
    ? lengthOf(file, bare.left)
    : undefined
}
