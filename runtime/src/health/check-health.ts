import type { Database } from '../database.js'
import { DatabaseError } from '../errors/database-error.js'
import { breakers } from '../resilience/breakers.js'

/** `degraded` still serves, slower or with parts missing; `down` does not. */
export type HealthStatus = 'up' | 'degraded' | 'down'

/** Something whose state readiness should tell, such as a circuit breaker. */
export interface ObservedBreaker {
  readonly name: string
  readonly state: 'closed' | 'half-open' | 'open'
}

export interface HealthOptions {
  /** How long the round trip may take, waiting for a connection included. Default 1,000. */
  readonly deadlineMs?: number
  /** Read at each check. Default: the process's breakers and the database's own. */
  readonly breakers?: () => Iterable<ObservedBreaker>
}

/** What readiness tells. It holds no SQL, parameters, paths or messages: only states, counts and stable codes. */
export interface DatabaseHealth {
  readonly status: HealthStatus
  readonly database: {
    readonly status: 'up' | 'down'
    readonly roundTripMs: number
    /** The error's stable code; absent when up. */
    readonly code?: string
  }
  readonly pool: {
    readonly status: 'up' | 'degraded'
    readonly max: number
    readonly inUse: number
    readonly waiting: number
  }
  readonly breakers: Readonly<Record<string, ObservedBreaker['state']>>
}

/** A real round trip through the pool, and what stands around it. Never rejects. */
export async function checkHealth(db: Database, options: HealthOptions = {}): Promise<DatabaseHealth> {
  const startedAt = performance.now()
  const code = await roundTrip(db, options.deadlineMs ?? 1_000)
  const roundTripMs = Math.round((performance.now() - startedAt) * 100) / 100
  const { max, inUse, waiting } = db.stats().pool
  const isSaturated = waiting > 0 && inUse >= max
  const breakers = Object.fromEntries(
    [...(options.breakers?.() ?? knownBreakers(db))].map(({ name, state }) => [name, state]),
  )
  const isDegraded = isSaturated || Object.values(breakers).some((state) => state !== 'closed')
  return {
    status: code ? 'down' : isDegraded ? 'degraded' : 'up',
    database: { status: code ? 'down' : 'up', roundTripMs, ...(code && { code }) },
    pool: { status: isSaturated ? 'degraded' : 'up', max, inUse, waiting },
    breakers,
  }
}

function knownBreakers(db: Database): ObservedBreaker[] {
  return [...breakers(), ...(db.stats().breakers ?? [])]
}

/** The failure's code; undefined when the database answered in time. */
async function roundTrip(db: Database, deadlineMs: number): Promise<string | undefined> {
  const deadline = new AbortController()
  const timer = setTimeout(() => deadline.abort(), deadlineMs)
  try {
    // Outside: a caller's transaction says nothing about the pool.
    await db.outsideTransaction(() => db.query('SELECT 1', undefined, { signal: deadline.signal }))
    return undefined
  } catch (error) {
    if (deadline.signal.aborted) return 'timeout'
    return error instanceof DatabaseError ? error.code : 'unknown'
  } finally {
    clearTimeout(timer)
  }
}
