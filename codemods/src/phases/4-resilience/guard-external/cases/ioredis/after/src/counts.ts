import { redis } from './sessions.js'
import { guard } from './breakers.js'

export const count = async (name: string): Promise<number> => (await guard('redis', () => redis.hget('counts', name))) as unknown as number

export function forget(names: string[]): Promise<number> {
  return guard('redis', () => redis.del(...names))
}
