import { AsyncLocalStorage } from 'node:async_hooks'

const none: readonly HolderScope[] = []

/** An async flow that holds a lease: what it awaits, and what that calls, knows of it. */
export class HolderScope {
  static readonly #current = new AsyncLocalStorage<HolderScope>()
  readonly pool: object
  readonly #parent: HolderScope | undefined
  active = true
  /** Acquires below this scope that wait in the queue. */
  waiting = 0

  constructor(pool: object) {
    this.pool = pool
    // Released scopes are skipped, or a loop that borrows again and again would grow a chain without end.
    this.#parent = activeFrom(HolderScope.#current.getStore())
  }

  /** The scopes of this flow that hold a lease of `pool`, innermost first. */
  static of(pool: object): readonly HolderScope[] {
    const innermost = HolderScope.#current.getStore()
    if (!innermost) return none
    const scopes: HolderScope[] = []
    for (let scope: HolderScope | undefined = innermost; scope; scope = scope.#parent) {
      if (scope.active && scope.pool === pool) scopes.push(scope)
    }
    return scopes
  }

  run<R>(work: () => R): R {
    return HolderScope.#current.run(this, work)
  }

  /** For the rest of the caller's flow. Call it before the first await. */
  enter(): void {
    HolderScope.#current.enterWith(this)
  }

  get parent(): HolderScope | undefined {
    return this.#parent
  }
}

function activeFrom(scope: HolderScope | undefined): HolderScope | undefined {
  let candidate = scope
  while (candidate && !candidate.active) candidate = candidate.parent
  return candidate
}
