import DataLoader from 'dataloader'
import { cacheKey } from '../cache/cache-key.js'
import { copyValue } from '../cache/value-copy.js'
import { Transaction } from '../transaction/transaction.js'

export interface BatchedReadOptions<K, R> {
  /** Which key a row answers. */
  readonly keyOf: (row: R) => K
  /** Keys in one query at most. Default 1,000. */
  readonly maxSize?: number
}

/** Reads the row of one key; undefined when there is none. */
export type BatchedRead<K, R> = (key: K) => Promise<R | undefined>

/**
 * Makes one query of the single reads of one turn of the event loop. Equal keys are asked once, each caller gets a
 * row of its own, and reads of different transactions are never mixed.
 */
export function batchedRead<K, R>(
  readAll: (keys: readonly K[]) => Promise<readonly R[]>,
  { keyOf, maxSize = 1_000 }: BatchedReadOptions<K, R>,
): BatchedRead<K, R> {
  const load = perTransaction(
    () =>
      new DataLoader<K, R | undefined>(
        async (keys) => {
          const distinct = new Map(keys.map((key) => [textOf(key), key]))
          const rows = new Map<string, R>()
          for (const row of await readAll([...distinct.values()])) {
            const text = textOf(keyOf(row))
            if (!rows.has(text)) rows.set(text, row)
          }
          const isShared = distinct.size < keys.length
          return keys.map((key) => {
            const row = rows.get(textOf(key))
            return isShared ? copyValue(row) : row
          })
        },
        { cache: false, maxBatchSize: maxSize },
      ),
  )
  return (key) => load().load(key)
}

/** One loader for each open transaction, and one for all outside of any. */
export function perTransaction<T>(create: () => T): () => T {
  const outside = create()
  const inside = new WeakMap<Transaction, T>()
  return () => {
    const transaction = Transaction.current()
    if (!transaction) return outside
    const known = inside.get(transaction) ?? create()
    inside.set(transaction, known)
    return known
  }
}

/** 1 and 1n are the same key: which of both a column gives depends on its type alone. */
function textOf(key: unknown): string {
  const plain = typeof key === 'bigint' && Number.isSafeInteger(Number(key)) ? Number(key) : key
  const text = cacheKey('', [plain], 'js')
  if (text === undefined)
    throw new TypeError('A key must be a plain value: a string, a number, a Date, a list of them.')
  return text
}
