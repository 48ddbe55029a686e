import { quotedName as quoted } from '../../../sql/plain-select.js'
import type { SqlColumn } from '../../../sql/sql-analyzer.js'
import { type Node, unwrap } from '../../../survey/nodes.js'
import { arrow, memberUse } from './fetched-rows.js'
import type { Group } from './groups.js'
import { columnOf, conditionSql, kindOf, type RowScope } from './row-sql.js'

/** What is made of rows, as the database would do it. */
export type Aggregate =
  | { readonly kind: 'count'; readonly condition?: string }
  | { readonly kind: 'sum'; readonly column: SqlColumn; readonly isBigint: boolean }
  | {
      readonly kind: 'top'
      readonly by: readonly { readonly column: SqlColumn; readonly descending: boolean }[]
      readonly limit: number
      /** The columns that are read of the rows, where it is not all of them. */
      readonly columns?: readonly string[]
    }
  /** The query with only these of its columns; what is done with the rows stays as it is. */
  | { readonly kind: 'project'; readonly columns: readonly string[] }
  | { readonly kind: 'group'; readonly group: Group; readonly as: string }

export interface Found {
  readonly aggregate: Aggregate
  /** The expression that the aggregate's value takes the place of. */
  readonly expression: Node
}

/** `unproven`: code that does what a database could do, but perhaps not with the same result. */
export type Outcome = Found | 'unproven' | undefined

export type ScopeFor = (row: Node) => RowScope

/** What one use of fetched rows amounts to; undefined when it is none of these. */
export function aggregateOf(
  mention: Node,
  scopeFor: ScopeFor,
  longs: 'number' | 'bigint' | undefined,
): Outcome {
  const use = memberUse(mention)
  if (!use) return undefined
  if (use.name === 'length' && !use.arguments)
    return isAssigned(use.expression)
      ? undefined
      : { aggregate: { kind: 'count' }, expression: use.expression }
  switch (use.arguments && use.name) {
    case 'filter':
      return countOf(use.expression, use.arguments!, scopeFor, longs)
    case 'reduce':
      return sumOf(use.expression, use.arguments!, scopeFor, longs)
    case 'sort':
    case 'toSorted':
      return topOf(use.expression, use.arguments!, scopeFor, longs)
    default:
      return undefined
  }
}

function isAssigned(expression: Node): boolean {
  const { parent } = expression
  return (
    (parent?.type === 'AssignmentExpression' && parent.left === expression) ||
    parent?.type === 'UpdateExpression'
  )
}

/** `rows.filter((row) => …).length` */
function countOf(filter: Node, given: readonly Node[], scopeFor: ScopeFor, longs: unknown): Outcome {
  const length = memberUse(filter)
  if (length?.name !== 'length' || length.arguments) return undefined
  const callback = arrow(given[0])
  const row = callback?.parameters.length === 1 ? callback.parameters[0] : undefined
  if (!callback || !row || given.length !== 1 || !longs) return 'unproven'
  const condition = conditionSql(scopeFor(row), callback.value)
  return condition ? { aggregate: { kind: 'count', condition }, expression: length.expression } : 'unproven'
}

/** `rows.reduce((sum, row) => sum + row.size, 0)` */
function sumOf(
  expression: Node,
  given: readonly Node[],
  scopeFor: ScopeFor,
  longs: 'number' | 'bigint' | undefined,
): Outcome {
  const callback = arrow(given[0])
  const [sum, row] = callback?.parameters ?? []
  const start = given[1] && unwrap(given[1])
  if (!callback || !row || sum?.type !== 'Identifier' || start?.type !== 'Literal') return undefined
  const value = unwrap(callback.value)
  if (value.type !== 'BinaryExpression' || value.operator !== '+') return undefined
  const isSum = (node: Node) => node.type === 'Identifier' && node.name === sum.name
  const left = unwrap(value.left)
  const right = unwrap(value.right)
  if (isSum(left) === isSum(right)) return undefined
  const added = isSum(left) ? right : left
  const term = isZeroElse(added) ? unwrap((added as { left: Node }).left) : added
  const column = columnOf(scopeFor(row), term)
  const kind = column && kindOf(column.type)
  const isBigint = kind === 'long' && longs === 'bigint'
  const isZero = isBigint
    ? 'bigint' in start && start.bigint === '0' && !column!.nullable
    : typeof start.value === 'number' && start.value === 0
  if (!column || !longs || !isZero || callback.parameters.length !== 2) return 'unproven'
  return kind === 'integer' || kind === 'long'
    ? { aggregate: { kind: 'sum', column, isBigint }, expression }
    : 'unproven'
}

/** `row.price ?? 0` */
function isZeroElse(node: Node): boolean {
  if (node.type !== 'LogicalExpression' || node.operator !== '??') return false
  const other = unwrap(node.right)
  return other.type === 'Literal' && other.value === 0
}

/** `rows.sort((a, b) => b.n - a.n).slice(0, 10)` */
function topOf(
  sort: Node,
  given: readonly Node[],
  scopeFor: ScopeFor,
  longs: 'number' | 'bigint' | undefined,
): Outcome {
  const slice = memberUse(sort)
  if (slice?.name !== 'slice' || !slice.arguments) return undefined
  const [from, to] = slice.arguments.map((argument) => unwrap(argument))
  const limit = to?.type === 'Literal' && typeof to.value === 'number' ? to.value : undefined
  const isFirst = from?.type === 'Literal' && from.value === 0
  const callback = arrow(given[0])
  const [a, b] = callback?.parameters ?? []
  const value = callback && unwrap(callback.value)
  if (!isFirst || limit === undefined || !Number.isInteger(limit) || limit < 0) return 'unproven'
  const by = a && b && value && longs ? differences(scopeFor(a), scopeFor(b), value, longs) : undefined
  return by ? { aggregate: { kind: 'top', by, limit }, expression: slice.expression } : 'unproven'
}

type Order = Extract<Aggregate, { kind: 'top' }>['by']

/** `a.n - b.n`, or several of them joined by `||`. */
function differences(a: RowScope, b: RowScope, value: Node, longs: 'number' | 'bigint'): Order | undefined {
  const bare = unwrap(value)
  if (bare.type === 'LogicalExpression' && bare.operator === '||') {
    const [first, then] = [differences(a, b, bare.left, longs), differences(a, b, bare.right, longs)]
    return first && then && [...first, ...then]
  }
  if (bare.type !== 'BinaryExpression' || bare.operator !== '-') return undefined
  const ascending = columnOf(a, bare.left as Node)
  const column = ascending ?? columnOf(b, bare.left as Node)
  const other = columnOf(ascending ? b : a, bare.right as Node)
  const kind = column && kindOf(column.type)
  // A difference of bigints is no number, and sorting by it throws; null would count as 0.
  const isComparable = kind === 'integer' || (kind === 'long' && longs === 'number')
  if (!column || other?.name !== column.name || !isComparable || column.nullable) return undefined
  return [{ column, descending: !ascending }]
}

export function describe(aggregate: Aggregate): string {
  switch (aggregate.kind) {
    case 'count':
      return aggregate.condition ? 'counted by a condition' : 'counted'
    case 'sum':
      return `added up (${quoted(aggregate.column.name)})`
    case 'top':
      return `sorted by ${aggregate.by.map(({ column }) => quoted(column.name)).join(', ')} and cut to ${aggregate.limit}`
    case 'project':
      return `cut to the columns that are used (${aggregate.columns.map(quoted).join(', ')})`
    case 'group':
      return `${aggregate.group.sum ? `added up (${quoted(aggregate.group.sum.name)})` : 'counted'} by ${aggregate.group.keys.map(({ name }) => quoted(name)).join(', ')}`
  }
}
