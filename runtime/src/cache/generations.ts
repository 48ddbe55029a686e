import * as crypto from 'node:crypto'

/** Changes with every definition, and whenever nobody can say what a commit wrote. */
export const everyTable = '*'

let processId: string | undefined
let made = 0

/** Different from every other, in this process and all others, before and after any restart. */
export function newGeneration(): string {
  processId ??= crypto.randomBytes(9).toString('base64url')
  made += 1
  return `${processId}.${made.toString(36)}`
}

export type Bump = ReadonlyMap<string, string>

/** Which state of which table an answer belongs to. A commit gives its tables new ones; nothing returns to an old one. */
export class Generations {
  /** False until somebody caches: then commits need not be looked at. */
  isUsed = false
  readonly #values = new Map<string, string>()
  readonly #listeners = new Set<(bump: Bump) => unknown>()

  /** For answers that were read from these tables while this was their state. */
  stamp(tables: readonly string[]): string {
    let stamp = this.#values.get(everyTable) ?? '0'
    for (const table of tables) stamp += `|${this.#values.get(table) ?? '0'}`
    return stamp
  }

  /** Gives the tables new generations at once, then tells the listeners. Resolves when they are done. */
  bump(tables: Iterable<string>): Promise<unknown> | undefined {
    const bump = new Map<string, string>()
    for (const table of tables) bump.set(table, newGeneration())
    if (bump.size === 0) return undefined
    this.apply(bump)
    const pending: unknown[] = []
    for (const listener of this.#listeners) pending.push(listener(bump))
    return pending.some((one) => one instanceof Promise) ? Promise.all(pending) : undefined
  }

  /** Takes over what another process said. */
  apply(bump: Bump): void {
    for (const [table, generation] of bump) this.#values.set(table, generation)
  }

  replace(values: Bump): void {
    this.#values.clear()
    this.apply(values)
  }

  get entries(): Bump {
    return this.#values
  }

  onBump(listener: (bump: Bump) => unknown): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const shared = new Map<string, { readonly generations: Generations; holders: number }>()

/** One for everybody in the process who has the same file open, because a commit through one is seen by all. */
export function holdGenerations(file: string | undefined): { generations: Generations; release: () => void } {
  if (file === undefined) return { generations: new Generations(), release: () => undefined }
  const held = shared.get(file) ?? { generations: new Generations(), holders: 0 }
  held.holders += 1
  shared.set(file, held)
  return {
    generations: held.generations,
    release: () => {
      held.holders -= 1
      if (held.holders === 0 && shared.get(file) === held) shared.delete(file)
    },
  }
}
