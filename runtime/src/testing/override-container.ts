import { Container, type Injectable } from '../container/container.js'

/** One thing and what stands for it. Made by `override`, which checks their types. */
export interface Override {
  readonly what: Injectable<unknown>
  readonly value: unknown
}

export function override<T>(what: Injectable<T>, value: T): Override {
  return { what: what as Injectable<unknown>, value }
}

/** Runs `work` in a container in which the overrides stand in; everything else comes from the current container. */
export function withOverrides<R>(overrides: readonly Override[], work: () => R): R {
  const container = Container.current.child()
  for (const { what, value } of overrides) container.provide(what, () => value)
  return container.run(work)
}
