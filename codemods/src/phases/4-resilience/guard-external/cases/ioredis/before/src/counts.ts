import { redis } from './sessions.js'

export const count = async (name: string): Promise<number> => (await redis.hget('counts', name)) as unknown as number

export function forget(names: string[]): Promise<number> {
  return redis.del(...names)
}
