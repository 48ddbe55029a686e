/** One call of a fake's method, in the order they were made. */
export interface RecordedCall {
  readonly method: string
  readonly args: readonly unknown[]
}

type Methods<T> = { [K in keyof T]?: T[K] extends (...args: infer A) => infer R ? (...args: A) => R : never }

export type RecordingFake<T> = T & { readonly calls: readonly RecordedCall[] }

/**
 * A stand-in for a repository that answers with `answers` and records every call. It is an instance of the class as
 * far as `instanceof` can tell, and never touches a database: a method without an answer throws.
 */
export function recordingFake<T extends object>(
  repository: abstract new (...args: never[]) => T,
  answers: Methods<T> = {},
): RecordingFake<T> {
  const calls: RecordedCall[] = []
  return new Proxy(Object.create(repository.prototype) as RecordingFake<T>, {
    get(target, property, receiver) {
      if (property === 'calls') return calls
      const known = Reflect.get(target, property, receiver)
      if (typeof property === 'symbol' || property === 'constructor' || property === 'then') return known
      const answer = (answers as Record<string, ((...args: unknown[]) => unknown) | undefined>)[property]
      if (typeof known !== 'function' && !answer) return known
      return (...args: unknown[]) => {
        calls.push({ method: property, args })
        if (!answer) {
          throw new Error(
            `${repository.name}.${property} was called and has no answer: recordingFake(${repository.name}, { ${property}: … }).`,
          )
        }
        return answer(...args)
      }
    },
  })
}
