import DataLoader from 'dataloader'
import type { Database } from '../database.js'
import { DatabaseError } from '../errors/database-error.js'
import { perTransaction } from './batched-read.js'

export interface BatchedWriteOptions {
  /** Items written together at most. Default 1,000. */
  readonly maxSize?: number
}

/** Resolves when the item is durable; inside a transaction, when it was written. */
export type BatchedWrite<T> = (item: T) => Promise<void>

/**
 * Commits the single writes of one turn of the event loop in one transaction. When that is refused, each item is
 * written for itself, so that only the one at fault rejects.
 */
export function batchedWrite<T>(
  db: Database,
  writeAll: (items: readonly T[]) => Promise<unknown>,
  { maxSize = 1_000 }: BatchedWriteOptions = {},
): BatchedWrite<T> {
  const load = perTransaction(
    () =>
      new DataLoader<T, undefined>((items) => writeTransaction(db, items, writeAll), {
        cache: false,
        maxBatchSize: maxSize,
      }),
  )
  return async (item) => {
    await load().load(item)
  }
}

async function writeTransaction<T>(
  db: Database,
  items: readonly T[],
  writeAll: (items: readonly T[]) => Promise<unknown>,
): Promise<(undefined | Error)[]> {
  try {
    await db.transaction(() => writeAll(items))
    return items.map(() => undefined)
  } catch (error) {
    // In a transaction of the caller's the refusal has undone everything already.
    if (items.length === 1 || db.inTransaction || !isRefusal(error)) return items.map(() => asError(error))
  }
  const outcomes: (undefined | Error)[] = []
  for (const item of items) {
    outcomes.push(await db.transaction(() => writeAll([item])).then(() => undefined, asError))
  }
  return outcomes
}

/** The data of one of them was at fault, rather than the database as a whole. */
function isRefusal(error: unknown): boolean {
  return error instanceof DatabaseError && (error.category === 'integrity' || error.code === 'conversion')
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}
