import { toOldError } from './old-error.js'

type AnyCallback = (...args: unknown[]) => unknown

export interface CallArguments {
  readonly values: unknown[]
  readonly callback: AnyCallback | undefined
}

/** Parameters, then a callback. An undefined parameter counts as not given. */
export function splitArguments(args: readonly unknown[]): CallArguments {
  return {
    values: args.filter((value) => typeof value !== 'function' && value !== undefined),
    callback: args.find((value): value is AnyCallback => typeof value === 'function'),
  }
}

/**
 * Hands a result to a callback, with the receiver that the package gave it. The callback runs by itself: what it throws
 * is an uncaught exception, not a rejection. Without a callback nobody hears of an error.
 */
export function settle<T>(
  result: Promise<T>,
  receiver: object,
  callback: AnyCallback | undefined,
  results: (value: T) => readonly unknown[] = () => [],
): void {
  result.then(
    (value) => callback && process.nextTick(() => callback.call(receiver, null, ...results(value))),
    (error: unknown) => callback && process.nextTick(() => callback.call(receiver, toOldError(error))),
  )
}
