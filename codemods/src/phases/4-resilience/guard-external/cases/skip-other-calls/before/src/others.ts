import { Redis } from 'ioredis'

const redis = new Redis({ lazyConnect: true })

export async function own(load: (fetch: (url: string) => Promise<string>) => Promise<string>): Promise<string> {
  const fetch = async (url: string) => url
  return (await fetch('a')) + (await load(fetch))
}

export class Cache {
  readonly #values = new Map<string, string>()

  fetch(key: string): string | undefined {
    return this.#values.get(key)
  }

  read(key: string): string | undefined {
    return this.fetch(key)
  }
}

export const fetcher = { fetch: globalThis.fetch, send: (url: string, using = fetch) => using(url) }

export function listen(done: (message: string) => void): void {
  redis.on('message', (_channel, message) => done(message))
  redis.disconnect()
}
