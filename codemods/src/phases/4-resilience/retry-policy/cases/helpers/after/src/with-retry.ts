import { inject, retry } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export interface RetryOptions {
  retries: number
  delayMs: number
}

/** Tries again and again, with longer and longer waits. */
export async function withRetry<T>(work: () => Promise<T>, retries = 3, delayMs = 10): Promise<T> {
  return retry(() => work(), {
    attempts: retries + 1,
    delayMs: (attempt) => delayMs * Math.pow(2, attempt - 1),
    when: () => true,
    budget: false,
  })
}

export async function recursive<T>(work: () => Promise<T>): Promise<T> {
  return retry(() => work(), {
    attempts: 4,
    delayMs: (attempt) => attempt * 10,
    when: () => true,
    budget: false,
  })
}

const isBusy = (error: unknown) => error instanceof Error && error.message === 'busy'

export const countdown = async (work: () => Promise<string>, left = 2, delay = 5): Promise<string> => {
  return retry(() => work(), {
    attempts: left + 1,
    delayMs: (attempt) => delay * 2 ** (attempt - 1),
    when: (error) => isBusy(error),
    budget: false,
  })
}

export class Store {
  private readonly names = new Map<number, string>()

  async name(id: number, attempts = 2): Promise<string | undefined> {
    const items = inject(ItemsRepository)
    return retry(async () => {
      const rows = await items.findNameById(id)
      for (const row of rows) this.names.set(id, row.name)
      return this.names.get(id)
    }, {
      attempts,
      delayMs: 2,
      factor: 1,
      jitter: 'none',
      when: () => true,
      budget: false,
    })
  }
}

export function both(id: number, store: Store): Promise<(string | undefined)[]> {
  return withRetry(() => Promise.all([store.name(id), store.name(id, 3)]), 1)
}

export function again(work: () => Promise<string>): Promise<string> {
  return recursive(() => countdown(work, 1))
}
