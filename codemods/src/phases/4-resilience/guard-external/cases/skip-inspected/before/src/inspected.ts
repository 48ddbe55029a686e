import { Redis } from 'ioredis'

const BASE = 'https://a.example'

const redis = new Redis({ lazyConnect: true })

export async function byCode(path: string): Promise<number> {
  try {
    return (await fetch(BASE + path)).status
  } catch (error) {
    if ((error as { cause?: { code?: string } }).cause?.code === 'ECONNREFUSED') return 503
    throw error
  }
}

async function download(path: string): Promise<string> {
  const response = await fetch(BASE + path)
  return response.text()
}

export async function byName(path: string): Promise<string> {
  try {
    return await download(path)
  } catch (error) {
    return (error as Error).name === 'TimeoutError' ? 'late' : 'broken'
  }
}

export function byHandler(path: string): Promise<number> {
  return fetch(BASE + path).then(
    (response) => response.status,
    (error) => (error instanceof TypeError ? 0 : -1),
  )
}

export function withCallback(key: string, done: (value: string | null) => void): void {
  redis.get(key, (error, value) => done(error ? null : (value ?? null)))
}

export async function withArguments(..._words: string[]): Promise<number> {
  // biome-ignore lint: the old way
  return (await fetch(BASE + arguments[0])).status
}
