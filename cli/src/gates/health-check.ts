import type { GateCheck } from '@duckshift/reports'
import { Database } from '@duckshift/runtime'
import type { GateDatabase } from './gate-database.js'

/** The runtime's readiness, asked of a pool on a copy of the database. */
export async function checkHealthOfPool(database: GateDatabase): Promise<GateCheck> {
  const startedAt = performance.now()
  const path = database.copy()
  const db = await Database.open(path)
  try {
    const health = await db.health()
    return {
      id: 'health',
      title: 'Health of the pool',
      goal: 'up',
      outcome: health.status === 'up' ? 'pass' : 'short',
      figure: `${health.status}, round trip ${health.database.roundTripMs} ms`,
      ...(health.status !== 'up' && { reason: health.database.code ?? 'The pool is saturated.' }),
      elapsedMs: performance.now() - startedAt,
      measures: { roundTripMs: health.database.roundTripMs },
    }
  } finally {
    await db.close()
    database.discard(path)
  }
}
