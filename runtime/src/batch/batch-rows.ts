/** A row of a query that answers for several values at once; `batch_position` says for which, counted from 1. */
export type BatchRow<R> = R & { readonly batch_position: number | bigint }

/** The rows found for each of `count` values, in the values' order; an empty list where nothing was found. */
export function rowsPerValue<R>(rows: readonly BatchRow<R>[], count: number): R[][] {
  const perValue: R[][] = Array.from({ length: count }, () => [])
  for (const row of rows) {
    // A client's own row conversion may have renamed the column.
    const { batch_position, batchPosition, ...rest } = row as Record<string, unknown>
    perValue[Number(batch_position ?? batchPosition) - 1]!.push(rest as R)
  }
  return perValue
}
