import { DatabaseError } from '../errors/database-error.js'

export interface WriteTogetherOptions<T> {
  /** Writes all of them in one statement. Resolves to the number of rows changed. */
  readonly together: (items: readonly T[]) => Promise<number>
  /** Writes one. Resolves to the number of rows changed. */
  readonly single: (item: T) => Promise<number>
  /** What must differ between items for one statement to do what many did, in their order. */
  readonly distinctBy?: (item: T) => readonly unknown[]
  /** False for an item that only its own statement writes right. */
  readonly fits?: (item: T) => boolean
}

/**
 * Writes items in one statement where that leaves the same rows as writing them one after the other, and one
 * after the other where it does not: when items share what `distinctBy` names, when one of them does not fit,
 * and when the statement is refused, so that the item at fault is refused again and those before it stay. Resolves to the number of
 * rows changed. Rejects with the error of the first item at fault.
 */
export async function writeTogether<T>(
  items: readonly T[],
  { together, single, distinctBy, fits }: WriteTogetherOptions<T>,
): Promise<number> {
  if (items.length === 0) return 0
  const isOne =
    items.length > 1 && (!fits || items.every(fits)) && (!distinctBy || areDistinct(items.map(distinctBy)))
  if (isOne) {
    try {
      return await together(items)
    } catch (error) {
      if (!isRefusal(error)) throw error
      return writeSingly(items, single, error)
    }
  }
  return writeSingly(items, single)
}

async function writeSingly<T>(
  items: readonly T[],
  single: (item: T) => Promise<number>,
  refusedTogether?: unknown,
): Promise<number> {
  let changed = 0
  for (const item of items) {
    try {
      changed += await single(item)
    } catch (error) {
      // Inside a transaction the first refusal ended it, and nothing more can be found out.
      const isEcho = error instanceof DatabaseError && error.code === 'transaction-aborted'
      throw isEcho && refusedTogether !== undefined ? refusedTogether : error
    }
  }
  return changed
}

function areDistinct(keys: readonly (readonly unknown[])[]): boolean {
  const seen = new Set(keys.map((key) => JSON.stringify(key.map((part) => [typeof part, String(part)]))))
  return seen.size === keys.length
}

function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && /^(constraint|conversion|unknown)$/.test(error.code)
}
