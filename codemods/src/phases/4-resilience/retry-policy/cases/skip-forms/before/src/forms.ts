import { getClient } from './db.js'

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
type Load = () => Promise<string>

export async function asLongAsToldBy(load: Load): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await load()
    } catch (error) {
      if (attempt >= 3) throw error
      await sleep((error as { retryAfterMs: number }).retryAfterMs)
    }
  }
}

export async function maybeNever(load: Load, options: { attempts: number }): Promise<string> {
  for (let attempt = 0; attempt < options.attempts; attempt++) {
    try {
      return await load()
    } catch {
      await sleep(10)
    }
  }
  throw new Error('Failed')
}

export async function withFinally(load: Load, done: () => void): Promise<string> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await load()
    } catch (error) {
      if (attempt >= 3) throw error
      await sleep(10)
    } finally {
      done()
    }
  }
}

export async function otherHost(load: (host: string) => Promise<string>, hosts: string[]): Promise<string> {
  let host = hosts[0]!
  for (let attempt = 1; ; attempt++) {
    try {
      return await load(host)
    } catch (error) {
      if (attempt >= 3) throw error
      host = hosts[attempt]!
      await sleep(10)
    }
  }
}

export async function keepsCounting(load: Load): Promise<[string, number]> {
  let attempt = 0
  let text = ''
  while (attempt < 3) {
    try {
      text = await load()
      break
    } catch (error) {
      attempt++
      if (attempt === 3) throw error
      await sleep(10)
    }
  }
  return [text, attempt]
}

export async function givesUpQuietly(load: Load): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await load()
      return
    } catch {
      await sleep(10)
    }
  }
}

export function sync(load: () => string): string {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      return load()
    } catch (error) {
      if (attempt === 2) throw error
    }
  }
  throw new Error('unreachable')
}

export async function inDatabase(): Promise<number> {
  return getClient().execute('DELETE FROM items')
}
