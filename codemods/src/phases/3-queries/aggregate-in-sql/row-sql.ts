import type { DuckDBType } from '@duckdb/node-api'
import type { Planning } from '../../../plan/planning.js'
import { quotedName as quoted } from '../../../sql/plain-select.js'
import type { SqlColumn } from '../../../sql/sql-analyzer.js'
import { memberName, type Node, unwrap } from '../../../survey/nodes.js'
import type { SourceFile } from '../../../survey/source-file.js'

/** What JavaScript holds for a column's values: its SQL must compare and add the same way. */
export type ColumnKind = 'integer' | 'long' | 'double' | 'text' | 'boolean'

export function kindOf(type: DuckDBType): ColumnKind | undefined {
  const name = String(type)
  if (/^U?(TINYINT|SMALLINT)$|^INTEGER$/.test(name)) return 'integer'
  if (name === 'BIGINT') return 'long'
  if (name === 'DOUBLE' || name === 'VARCHAR' || name === 'BOOLEAN')
    return ({ DOUBLE: 'double', VARCHAR: 'text', BOOLEAN: 'boolean' } as const)[name]
  return undefined
}

/** What rows hold for a BIGINT; undefined when a row passes through code of which too little is known. */
export function longsAs(planning: Planning): 'number' | 'bigint' | undefined {
  const profiles = [...planning.profiles.values()]
  if (profiles.length === 0 || profiles.some(({ rows }) => rows !== 'js')) return undefined
  if (profiles.every(({ bigintAsNumber }) => bigintAsNumber)) return 'number'
  return profiles.every(({ mapRow, bigintAsNumber }) => !mapRow && !bigintAsNumber) ? 'bigint' : undefined
}

/** What an expression about a row needs to become SQL. */
export interface RowScope {
  readonly file: SourceFile
  readonly planning: Planning
  readonly columns: readonly SqlColumn[]
  /** The callback's parameter: the row, or a pattern that takes it apart. */
  readonly row: Node
  /** Takes a value from outside as a further parameter and tells how the SQL refers to it. */
  readonly parameter: (value: Node, type: 'string' | 'number') => string | undefined
}

/** The column that an expression names: `row.price`, or `price` of `({ price }) => …`. */
export function columnOf({ file, columns, row }: RowScope, expression: Node): SqlColumn | undefined {
  const bare = unwrap(expression)
  const named = (name: string | undefined) => columns.find((column) => column.name === name)
  if (row.type === 'Identifier') {
    if (bare.type !== 'MemberExpression' || bare.optional) return undefined
    const object = unwrap(bare.object)
    const isRow = object.type === 'Identifier' && file.scopes.resolve(object)?.identifier === row
    return isRow ? named(memberName(bare)) : undefined
  }
  if (row.type !== 'ObjectPattern' || bare.type !== 'Identifier') return undefined
  const identifier = file.scopes.resolve(bare)?.identifier
  const property = row.properties.find((one) => one.type === 'Property' && one.value === identifier)
  return property?.type === 'Property' && property.key.type === 'Identifier'
    ? named(property.key.name)
    : undefined
}

/** A condition on a row as SQL that holds for exactly the same rows; undefined when that cannot be shown. */
export function conditionSql(scope: RowScope, expression: Node): string | undefined {
  const bare = unwrap(expression)
  if (bare.type === 'LogicalExpression' && bare.operator !== '??') {
    const left = conditionSql(scope, bare.left)
    const right = conditionSql(scope, bare.right)
    return left && right && `(${left} ${bare.operator === '&&' ? 'AND' : 'OR'} ${right})`
  }
  if (bare.type === 'UnaryExpression' && bare.operator === '!') {
    const inner = conditionSql(scope, bare.argument)
    return inner && `NOT ${inner}`
  }
  if (bare.type === 'BinaryExpression') return comparisonSql(scope, bare)
  const column = columnOf(scope, bare)
  if (!column || kindOf(column.type) !== 'boolean') return undefined
  return column.nullable ? `coalesce(${quoted(column.name)}, false)` : quoted(column.name)
}

const turned: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }

function comparisonSql(scope: RowScope, node: Node): string | undefined {
  if (node.type !== 'BinaryExpression') return undefined
  const isLeft = columnOf(scope, node.left) !== undefined
  const column = columnOf(scope, isLeft ? node.left : node.right)
  const other = unwrap(isLeft ? node.right : node.left)
  const operator = isLeft ? node.operator : (turned[node.operator] ?? node.operator)
  if (!column) return undefined
  const name = quoted(column.name)
  const isEqual = operator === '===' || operator === '=='
  const isUnequal = operator === '!==' || operator === '!='
  if (other.type === 'Literal' && other.value === null)
    return isEqual ? `${name} IS NULL` : isUnequal ? `${name} IS NOT NULL` : undefined
  const kind = kindOf(column.type)
  const value = kind && kind !== 'long' ? valueSql(scope, kind, other) : undefined
  if (!value) return undefined
  if (isEqual) return `${name} IS NOT DISTINCT FROM ${value}`
  if (isUnequal) return `${name} IS DISTINCT FROM ${value}`
  if (!(operator in turned) || (kind !== 'integer' && kind !== 'double')) return undefined
  // Nothing is less than NaN in JavaScript, everything is in DuckDB.
  if (other.type !== 'Literal' && operator.startsWith('<')) return undefined
  // JavaScript takes null for 0, DuckDB NaN for the greatest number.
  const compared = `${column.nullable ? `coalesce(${name}, 0)` : name} ${operator} ${value}`
  return kind === 'double' && operator.startsWith('>') ? `(${compared} AND NOT isnan(${name}))` : compared
}

function valueSql({ file, planning, parameter }: RowScope, kind: ColumnKind, node: Node): string | undefined {
  if (node.type === 'Literal') {
    if (kind === 'text' && typeof node.value === 'string') return `'${node.value.replaceAll("'", "''")}'`
    if (kind === 'boolean' && typeof node.value === 'boolean') return String(node.value)
    const isNumber = typeof node.value === 'number' && Number.isFinite(node.value)
    return isNumber && (kind === 'integer' || kind === 'double') ? numberSql(node.value as number) : undefined
  }
  const isName = node.type === 'Identifier' && file.scopes.resolve(node) !== undefined
  const type = isName ? planning.oracle.typeAt(file.path, node.start, node.end) : undefined
  if (!type || type.canBeNull || type.canBeUndefined) return undefined
  if (kind === 'text' && type.base === 'string') return parameter(node, 'string')
  return kind === 'integer' && type.base === 'number' ? parameter(node, 'number') : undefined
}

/** As DuckDB reads a number that JavaScript would compare: whole, or a DOUBLE and no DECIMAL. */
function numberSql(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? String(value) : `${value}::DOUBLE`
}
