export interface ComparisonOptions {
  /** Rows count as equal in any order. Default: unless the statement says ORDER BY. */
  readonly ignoreRowOrder?: boolean
  /** How far apart numbers may be, relative to the larger. Default 1e-9. */
  readonly numericTolerance?: number
  /** How far apart dates may be. Default 0. */
  readonly timestampToleranceMs?: number
  /** Columns that are not compared. */
  readonly ignoreColumns?: readonly string[]
}

export interface RowDifference {
  /** Position of the row, from 0; undefined when the numbers of rows differ. */
  readonly row?: number
  readonly column?: string
  readonly expected: unknown
  readonly actual: unknown
}

type Row = Readonly<Record<string, unknown>>

const mostDifferences = 10

/** Where two answers differ, up to ten places; none when they say the same. */
export function compareRows(
  expected: readonly Row[],
  actual: readonly Row[],
  options: ComparisonOptions = {},
): readonly RowDifference[] {
  if (expected.length !== actual.length) {
    return [{ column: 'number of rows', expected: expected.length, actual: actual.length }]
  }
  const ignored = new Set(options.ignoreColumns)
  const isSame = (a: Row, b: Row) =>
    columnsOf(a, b, ignored).every((name) => isAlike(a[name], b[name], options))
  const pairs: [expected: number, actual: number][] = []
  if (options.ignoreRowOrder) {
    const sortedLeft = sorted(expected, ignored)
    const sortedRight = sorted(actual, ignored)
    for (const [place, index] of sortedLeft.entries()) pairs.push([index, sortedRight[place]!])
  } else for (const index of expected.keys()) pairs.push([index, index])
  let unlike = pairs.filter(([a, b]) => !isSame(expected[a]!, actual[b]!))
  if (options.ignoreRowOrder) unlike = matchUp(unlike, expected, actual, isSame)
  return unlike
    .flatMap(([a, b]) =>
      columnsOf(expected[a]!, actual[b]!, ignored)
        .filter((name) => !isAlike(expected[a]![name], actual[b]![name], options))
        .map((column) => ({ row: a, column, expected: expected[a]![column], actual: actual[b]![column] })),
    )
    .slice(0, mostDifferences)
}

/** Sorting puts values that are only nearly equal in different places: what is left over may still fit together. */
function matchUp(
  unlike: [number, number][],
  expected: readonly Row[],
  actual: readonly Row[],
  isSame: (a: Row, b: Row) => boolean,
): [number, number][] {
  const free = unlike.map(([, b]) => b)
  const unmatched: number[] = []
  for (const [a] of unlike) {
    const place = free.findIndex((b) => isSame(expected[a]!, actual[b]!))
    if (place === -1) unmatched.push(a)
    else free.splice(place, 1)
  }
  return unmatched.map((a, index) => [a, free[index]!])
}

function columnsOf(a: Row, b: Row, ignored: ReadonlySet<string>): string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => !ignored.has(name))
}

function sorted(rows: readonly Row[], ignored: ReadonlySet<string>): number[] {
  const texts = rows.map((row) =>
    Object.keys(row)
      .filter((name) => !ignored.has(name))
      .sort()
      .map((name) => textOf(row[name]))
      .join('\u0001'),
  )
  return rows
    .map((_, index) => index)
    .sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0))
}

function textOf(value: unknown): string {
  if (typeof value === 'number') return value.toPrecision(6)
  if (value instanceof Date) return value.toISOString()
  return (
    JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? `${item}n` : item)) ?? 'undefined'
  )
}

function isAlike(a: unknown, b: unknown, options: ComparisonOptions): boolean {
  if (Object.is(a, b)) return true
  if (isNumeric(a) && isNumeric(b)) return isNear(a, b, options.numericTolerance ?? 1e-9)
  if (a instanceof Date && b instanceof Date) {
    return Math.abs(a.getTime() - b.getTime()) <= (options.timestampToleranceMs ?? 0)
  }
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].every((name) => isAlike((a as Row)[name], (b as Row)[name], options))
}

function isNumeric(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

/** A count may come as a number from one side and as a bigint from the other. */
function isNear(a: number | bigint, b: number | bigint, tolerance: number): boolean {
  if (typeof a === 'bigint' && typeof b === 'bigint') return a === b
  const [x, y] = [Number(a), Number(b)]
  return x === y || Math.abs(x - y) <= tolerance * Math.max(Math.abs(x), Math.abs(y))
}
