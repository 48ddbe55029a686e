import { Redis } from 'ioredis'

export const redis = new Redis({ lazyConnect: true })
redis.on('error', () => undefined)

export class Sessions {
  constructor(private readonly store: Redis = redis) {}

  async touch(id: string): Promise<number> {
    await this.store.set(`session:${id}`, Date.now())
    const results = await this.store.multi().incr('touched').expire('touched', 60).exec()
    return Number(results?.[0]?.[1])
  }

  async readAll(ids: string[]): Promise<(string | null)[]> {
    const pipeline = this.store.pipeline()
    for (const id of ids) pipeline.get(`session:${id}`)
    const results = (await pipeline.exec()) ?? []
    return results.map(([, value]) => value as string | null)
  }
}
