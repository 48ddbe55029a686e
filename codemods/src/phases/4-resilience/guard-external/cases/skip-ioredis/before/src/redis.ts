import { Redis } from 'ioredis'

const redis = new Redis({ lazyConnect: true })

/** Nothing here asks for an answer. */
export function listen(done: (message: string) => void): Redis {
  const subscriber = redis.duplicate()
  subscriber.subscribe('changes')
  subscriber.on('message', (_channel, message) => done(message))
  return subscriber
}

export function names(): AsyncIterable<string[]> {
  return redis.scanStream({ match: 'name:*' })
}

/** What is queued in it runs with exec, which is somebody else's. */
export function begun(): ReturnType<Redis['multi']> {
  return redis.multi().incr('begun')
}

export function later(done: (value: string | null) => void): void {
  redis.get('later', (_error, value) => done(value ?? null))
}

export async function close(): Promise<void> {
  await redis.quit()
}
