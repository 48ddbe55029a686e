import type { Planning } from '../../../plan/planning.js'
import type { SqlColumn } from '../../../sql/sql-analyzer.js'
import { memberName, type Node, unwrap, walk } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'
import { isPureCall } from '../loops/turn-values.js'
import { arrow, memberUse } from './fetched-rows.js'
import { columnOf, kindOf, type RowScope } from './row-sql.js'
import { callsAnything, type RowBody, rowBody } from './row-uses.js'

/** Rows counted or added up per key: the loop stays as it is, over one row per group. */
export interface Group {
  readonly keys: readonly SqlColumn[]
  /** The column that is added up; the rows are counted without one. */
  readonly sum: SqlColumn | undefined
  /** `1`, or `row.size`: what the group's own count or sum takes the place of. */
  readonly term: Node
  readonly row: Node
}

/** `unproven`: a grouping that the database might do otherwise. */
export function groupOf(
  file: SourceFile,
  planning: Planning,
  mention: Node,
  scopeFor: (row: Node) => RowScope,
): Group | 'unproven' | undefined {
  const found = rowBody(mention) ?? reducing(mention)
  const step = found && soleStep(found.body)
  const entry = step && accumulation(file, step)
  if (!found || !entry) return undefined
  const scope = scopeFor(found.row)
  if (refersTo(file, entry.holder, found.row) || !isPlainHolder(file, planning, entry)) return 'unproven'
  const keys = columnsIn(scope, entry.key)
  if (!keys || keys.length === 0) return 'unproven'
  const term = unwrap(entry.term)
  if (term.type === 'Literal') {
    return term.value === 1 ? { keys, sum: undefined, term: entry.term, row: found.row } : 'unproven'
  }
  const isZeroElse = term.type === 'LogicalExpression' && term.operator === '??' && isZero(term.right)
  const sum = columnOf(scope, isZeroElse ? term.left : term)
  // DOUBLE is rounded in the order of the additions, and a BIGINT may be too large for a number.
  return sum && kindOf(sum.type) === 'integer' ? { keys, sum, term: entry.term, row: found.row } : 'unproven'
}

/** `rows.reduce((map, row) => map.set(…), new Map())`, or with a block that returns what it was given. */
function reducing(mention: Node): RowBody | undefined {
  const use = memberUse(mention)
  if (use?.name !== 'reduce' || use.arguments?.length !== 2) return undefined
  const callback = use.arguments[0] && unwrap(use.arguments[0])
  if (callback?.type !== 'ArrowFunctionExpression' || callback.params.length !== 2) return undefined
  const [held, row] = callback.params as Node[]
  const value = arrow(callback)?.value
  if (value) return { row: row!, body: value }
  const [step, last] = callback.body.type === 'BlockStatement' ? (callback.body.body as Node[]) : []
  const isGivenBack =
    last?.type === 'ReturnStatement' &&
    last.argument?.type === 'Identifier' &&
    held?.type === 'Identifier' &&
    last.argument.name === held.name
  const isTwo = callback.body.type === 'BlockStatement' && callback.body.body.length === 2
  return step && isTwo && isGivenBack ? { row: row!, body: step } : undefined
}

function soleStep(body: Node): Node | undefined {
  const only =
    body.type === 'BlockStatement' ? (body.body.length === 1 ? (body.body[0] as Node) : undefined) : body
  return only?.type === 'ExpressionStatement' ? unwrap(only.expression) : only && unwrap(only)
}

interface Accumulation {
  readonly kind: 'map' | 'object'
  readonly holder: Node
  readonly key: Node
  readonly term: Node
}

/** `map.set(key, (map.get(key) ?? 0) + term)`, `object[key] = (object[key] ?? 0) + term` */
function accumulation(file: SourceFile, step: Node): Accumulation | undefined {
  const same = (a: Node, b: Node) => file.textOf(unwrap(a)) === file.textOf(unwrap(b))
  if (step.type === 'CallExpression') {
    const callee = unwrap(step.callee)
    if (callee.type !== 'MemberExpression' || memberName(callee) !== 'set' || step.arguments.length !== 2)
      return undefined
    const [key, value] = step.arguments as Node[]
    const holder = unwrap(callee.object)
    const parts = addedTo(value!, (known) => {
      const get = known.type === 'CallExpression' ? unwrap(known.callee) : undefined
      return (
        known.type === 'CallExpression' &&
        get?.type === 'MemberExpression' &&
        memberName(get) === 'get' &&
        same(get.object, holder) &&
        known.arguments.length === 1 &&
        same(known.arguments[0] as Node, key!)
      )
    })
    return parts && holder.type === 'Identifier' ? { kind: 'map', holder, key: key!, term: parts } : undefined
  }
  if (step.type !== 'AssignmentExpression' || step.operator !== '=') return undefined
  const target = unwrap(step.left as Node)
  if (target.type !== 'MemberExpression' || !target.computed) return undefined
  const holder = unwrap(target.object)
  const term = addedTo(step.right, (known) => same(known, target))
  return term && holder.type === 'Identifier'
    ? { kind: 'object', holder, key: target.property as Node, term }
    : undefined
}

/** The term of `(known ?? 0) + term`, in either order. */
function addedTo(value: Node, isKnown: (node: Node) => boolean): Node | undefined {
  const sum = unwrap(value)
  if (sum.type !== 'BinaryExpression' || sum.operator !== '+') return undefined
  const isBefore = (node: Node) => {
    const bare = unwrap(node)
    return (
      bare.type === 'LogicalExpression' &&
      (bare.operator === '??' || bare.operator === '||') &&
      isZero(bare.right) &&
      isKnown(unwrap(bare.left))
    )
  }
  if (isBefore(sum.left as Node)) return sum.right as Node
  return isBefore(sum.right as Node) ? (sum.left as Node) : undefined
}

function isZero(node: Node): boolean {
  const bare = unwrap(node)
  return bare.type === 'Literal' && bare.value === 0
}

/** A Map or an object of this code, so that counting in larger steps is not seen. */
function isPlainHolder(file: SourceFile, planning: Planning, { kind, holder }: Accumulation): boolean {
  if (kind === 'object') return true
  const type = planning.oracle.typeAt(file.path, holder.start, holder.end)
  if (type && /^Map</.test(type.text)) return true
  const declarator = file.scopes.resolve(holder)?.declaration
  const made =
    declarator?.type === 'VariableDeclarator' && declarator.init ? unwrap(declarator.init) : undefined
  return made?.type === 'NewExpression' && file.textOf(made.callee) === 'Map'
}

/** The columns that a key is made of; undefined when it is made of anything else that varies, or not of plain values. */
function columnsIn(scope: RowScope, key: Node): SqlColumn[] | undefined {
  if (callsAnything(key, isPureCall)) return undefined
  const columns = new Map<string, SqlColumn>()
  let isPlain = true
  walk(key, (node) => {
    const column = columnOf(scope, node)
    if (column) {
      if (kindOf(column.type)) columns.set(column.name, column)
      else isPlain = false
      return false
    }
    if (node.type === 'Identifier' && refersTo(scope.file, node, scope.row)) isPlain = false
    return true
  })
  return isPlain ? [...columns.values()] : undefined
}

/** True when a node names the row, or a part of it. */
function refersTo(file: SourceFile, node: Node, row: Node): boolean {
  const binding = node.type === 'Identifier' ? file.scopes.resolve(node)?.identifier : undefined
  return binding !== undefined && binding.start >= row.start && binding.end <= row.end
}
