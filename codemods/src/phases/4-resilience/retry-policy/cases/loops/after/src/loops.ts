import { inject, retry } from '@duckshift/runtime'
import { TagsRepository } from './repositories/tags-repository.js'

const MAX_ATTEMPTS = 3

/** Deletes the tags of an item. Retries, because "it sometimes fails". */
export async function untag(id: number): Promise<number> {
  const tags = inject(TagsRepository)
  return retry(() => tags.deleteByItemId(id), {
    attempts: MAX_ATTEMPTS,
    delayMs: (attempt) => 10 * (attempt - 1),
    when: () => true,
    budget: false,
  })
}

type Load = (attempt?: number) => Promise<string>

export async function exponential(load: Load): Promise<string> {
  return retry((attempt) => load(attempt), {
    attempts: 4,
    delayMs: 100,
    jitter: 'none',
    when: () => true,
    budget: false,
  })
}

export async function onlyTransient(load: Load): Promise<string> {
  return retry(() => load(), {
    attempts: 5,
    delayMs: 20,
    factor: 1,
    jitter: 'none',
    when: (error: any) => error.code === 'EAGAIN',
    budget: false,
  })
}

export async function growing(load: Load): Promise<string> {
  return retry(async () => {
    const text = await load()
    // shouted
    return text.toUpperCase()
  }, {
    attempts: 4,
    delayMs: 50,
    factor: 3,
    maxDelayMs: 200,
    jitter: 'none',
    when: () => true,
    budget: false,
  })
}

export async function logged(load: Load, log: (...words: unknown[]) => void): Promise<string> {
  return retry(async (attempt) => {
    try {
      return await load(attempt - 1)
    } catch (error) {
      log(`attempt ${attempt} failed`, (error as Error).message)
      throw error
    }
  }, {
    attempts: 3,
    delayMs: 5,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
    onRetry: ({ attempt }) => {
      log('again', attempt - 1)
    },
  })
}

export async function ownError(load: Load): Promise<string> {
  try {
    return await retry((attempt) => load(3 - attempt), {
      attempts: 2,
      delayMs: 0,
      when: () => true,
      budget: false,
    })
  } catch (last: any) {
    throw new Error(`Failed after 2 attempts: ${last?.message}`, { cause: last })
  }
}

export async function assigned(load: Load): Promise<number> {
  let text: string
  text = await retry(() => load(), {
    attempts: 3,
    delayMs: 1,
    factor: 1,
    jitter: 'none',
    when: () => true,
    budget: false,
  })
  return text.length
}

export async function goesOn(load: Load): Promise<string> {
  return retry(() => load(), {
    attempts: 3,
    delayMs: 7,
    jitter: 'none',
    when: (error) => !(error instanceof RangeError),
    budget: false,
  })
}

export async function fallsBack(load: Load): Promise<string> {
  try {
    return await retry(() => load(), {
      attempts: 2,
      delayMs: 3,
      factor: 1,
      jitter: 'none',
      when: () => true,
      budget: false,
    })
  } catch {
    return 'fallback'
  }
}
