import { getClient } from './db.js'

const MAX_ATTEMPTS = 3

/** Deletes the tags of an item. Retries, because "it sometimes fails". */
export async function untag(id: number): Promise<number> {
  const db = getClient()
  let lastError: unknown
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    try {
      return await db.execute('DELETE FROM tags WHERE item_id = ?', [id])
    } catch (e) {
      lastError = e
      await new Promise((r) => setTimeout(r, 10 * attempt))
    }
  }
  throw lastError
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

type Load = (attempt?: number) => Promise<string>

export async function exponential(load: Load): Promise<string> {
  for (let attempt = 1; attempt <= 4; attempt++) {
    try {
      return await load(attempt)
    } catch (error) {
      if (attempt === 4) throw error
      await sleep(100 * 2 ** (attempt - 1))
    }
  }
  throw new Error('never reached')
}

export async function onlyTransient(load: Load): Promise<string> {
  let attempt = 0
  while (true) {
    try {
      return await load()
    } catch (error: any) {
      attempt++
      if (attempt >= 5 || error.code !== 'EAGAIN') throw error
      await sleep(20)
    }
  }
}

export async function growing(load: Load): Promise<string> {
  let delay = 50
  let retries = 0
  for (;;) {
    try {
      const text = await load()
      // shouted
      return text.toUpperCase()
    } catch (error) {
      if (++retries > 3) {
        throw error
      }
      await sleep(delay)
      delay = Math.min(delay * 3, 200)
    }
  }
}

export async function logged(load: Load, log: (...words: unknown[]) => void): Promise<string> {
  for (let i = 0; i < 3; i++) {
    try {
      return await load(i)
    } catch (error) {
      log(`attempt ${i + 1} failed`, (error as Error).message)
      if (i === 2) throw error
      log('again', i)
      await sleep(5)
    }
  }
  throw new Error('unreachable')
}

export async function ownError(load: Load): Promise<string> {
  let last: Error | undefined
  for (let left = 2; left > 0; left--) {
    try {
      return await load(left)
    } catch (error) {
      last = error as Error
    }
  }
  throw new Error(`Failed after 2 attempts: ${last?.message}`)
}

export async function assigned(load: Load): Promise<number> {
  let text: string
  let tries = 0
  do {
    try {
      text = await load()
      break
    } catch (error) {
      tries += 1
      if (tries === 3) throw error
      await sleep(1)
    }
  } while (true)
  return text.length
}

export async function goesOn(load: Load): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await load()
    } catch (error) {
      if (attempt < 3 && !(error instanceof RangeError)) {
        await sleep(attempt * 7)
        continue
      }
      throw error
    }
  }
}

export async function fallsBack(load: Load): Promise<string> {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      return await load()
    } catch {
      if (attempt < 1) await sleep(3)
    }
  }
  return 'fallback'
}
