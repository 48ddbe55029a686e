import type { Anything } from './types.js'

/** A call in callback style as a promise. What the call throws rejects it. */
export function promised<T>(
  call: (done: (error: unknown, result?: Anything) => void) => unknown,
): Promise<T> {
  return new Promise((resolve, reject) => {
    call((error, result) => {
      if (error) reject(error)
      else resolve(result)
    })
  })
}
