import { getClient } from './db.js'

export interface RetryOptions {
  retries: number
  delayMs: number
}

/** Tries again and again, with longer and longer waits. */
export async function withRetry<T>(work: () => Promise<T>, retries = 3, delayMs = 10): Promise<T> {
  let lastError: unknown
  for (let attempt = 0; attempt <= retries; attempt++) {
    try {
      return await work()
    } catch (err) {
      lastError = err
      if (attempt < retries) {
        await new Promise((resolve) => setTimeout(resolve, delayMs * Math.pow(2, attempt)))
      }
    }
  }
  throw lastError
}

export async function recursive<T>(work: () => Promise<T>, attempt = 1): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (attempt >= 4) throw error
    await new Promise((resolve) => setTimeout(resolve, attempt * 10))
    return recursive(work, attempt + 1)
  }
}

const isBusy = (error: unknown) => error instanceof Error && error.message === 'busy'

export const countdown = async (work: () => Promise<string>, left = 2, delay = 5): Promise<string> => {
  try {
    return await work()
  } catch (error) {
    if (left <= 0 || !isBusy(error)) throw error
    await new Promise((resolve) => setTimeout(resolve, delay))
    return countdown(work, left - 1, delay * 2)
  }
}

export class Store {
  private readonly names = new Map<number, string>()

  async name(id: number, attempts = 2): Promise<string | undefined> {
    const db = getClient()
    for (let n = 1; n <= attempts; n++) {
      try {
        const rows = await db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
        for (const row of rows) this.names.set(id, row.name)
        return this.names.get(id)
      } catch (error) {
        if (n === attempts) throw error
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    }
    return undefined
  }
}

export function both(id: number, store: Store): Promise<(string | undefined)[]> {
  return withRetry(() => Promise.all([store.name(id), store.name(id, 3)]), 1)
}

export function again(work: () => Promise<string>): Promise<string> {
  return recursive(() => countdown(work, 1))
}
