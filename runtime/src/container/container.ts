import { AsyncLocalStorage } from 'node:async_hooks'

/** A name for something a container hands out that is not a class. Made by `createToken`. */
export interface Token<T> {
  readonly name: string
  /** What a container makes when nothing was provided. */
  readonly create: (() => T) | undefined
}

export type Constructor<T> = abstract new (...args: never[]) => T
export type Injectable<T> = Token<T> | Constructor<T>

export function createToken<T>(name: string, create?: () => T): Token<T> {
  return Object.freeze({ name, create })
}

/** Thrown when a container cannot make what was asked for. */
export class InjectionError extends Error {
  readonly code = 'injection'

  constructor(message: string) {
    super(message)
    this.name = 'InjectionError'
  }
}

/** Makes each thing once and hands out the same one afterwards. */
export class Container {
  static readonly #current = new AsyncLocalStorage<Container>()
  /** The container of code that runs in no other. */
  static readonly application = new Container()

  readonly #parent: Container | undefined
  readonly #factories = new Map<object, () => unknown>()
  readonly #values = new Map<object, unknown>()
  readonly #making: object[] = []

  constructor(parent?: Container) {
    this.#parent = parent
  }

  static get current(): Container {
    return Container.#current.getStore() ?? Container.application
  }

  /** Runs `work`, and everything it awaits, with this container as the current one. */
  run<R>(work: () => R): R {
    return Container.#current.run(this, work)
  }

  /** Says how `what` is made here and in child containers, from now on. */
  provide<T>(what: Injectable<T>, create: () => T): this {
    this.#factories.set(what, create)
    this.#values.delete(what)
    return this
  }

  /** A container that falls back on this one for what it does not provide itself. */
  child(): Container {
    return new Container(this)
  }

  /** Throws InjectionError when `what` has no provider and is no class, or needs itself. */
  get<T>(what: Injectable<T>): T {
    if (this.#values.has(what)) return this.#values.get(what) as T
    if (this.#making.includes(what)) {
      const names = [...this.#making.slice(this.#making.indexOf(what)), what].map(nameOf)
      throw new InjectionError(`${names.join(' needs ')}: break the circle with a factory or a later inject.`)
    }
    this.#making.push(what)
    try {
      const value = this.#make(what)
      this.#values.set(what, value)
      return value
    } finally {
      this.#making.pop()
    }
  }

  #make<T>(what: Injectable<T>): T {
    const create = this.#factories.get(what)
    if (create) return this.run(create) as T
    // A class is made anew in each container, because what it injects may differ there; anything else is shared.
    if (this.#parent && (typeof what !== 'function' || this.#parent.#provides(what)))
      return this.#parent.get(what)
    if (typeof what === 'function') {
      return this.run(() => new (what as unknown as new () => T)())
    }
    if (!what.create) {
      throw new InjectionError(
        `Nothing provides "${what.name}": call container.provide(${what.name}, …) first.`,
      )
    }
    return this.run(what.create)
  }

  #provides(what: object): boolean {
    if (this.#factories.has(what)) return true
    const parent = this.#parent
    return parent ? parent.#provides(what) : false
  }
}

function nameOf(what: object): string {
  return (what as { name?: string }).name || 'an unnamed class'
}

/** What the current container holds for a class or token: inside `container.run(…)` that container, else the application's. */
export function inject<T>(what: Injectable<T>): T {
  return Container.current.get(what)
}
