import { Breaker, type BreakerOptions, type CallOptions } from './breaker.js'

const known = new Map<string, Breaker>()

/** The circuit breaker of a dependency: one for each name in the process. Options given later replace the earlier. */
export function breaker(name: string, options?: BreakerOptions): Breaker {
  let found = known.get(name)
  if (!found) {
    found = new Breaker(name, options)
    known.set(name, found)
  } else if (options) found.configure(options)
  return found
}

/** Calls a dependency through its circuit breaker: `breaker(name).run(call, options)`. */
export function guard<R>(
  name: string,
  call: (signal: AbortSignal | undefined) => R | Promise<R>,
  options?: CallOptions<R>,
): Promise<R> {
  return breaker(name).run(call, options)
}

/** Every breaker of the process, for health checks and metrics. */
export function breakers(): readonly Breaker[] {
  return [...known.values()]
}
