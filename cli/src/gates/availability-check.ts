import type { GateCheck } from '@duckshift/reports'
import { Database } from '@duckshift/runtime'
import { ChaosDriver } from '@duckshift/runtime/testing'
import type { GateDatabase } from './gate-database.js'
import type { OpenDatabase } from './integrity-checks.js'
import { endsTransaction } from './transaction-end.js'
import { randomFrom } from './workload/random.js'
import { replay } from './workload/replay.js'
import { poolTarget } from './workload/target.js'

const leastAvailability = 0.99

/** Replays under faults: conflicts and slow calls. How many operations still succeed? */
export async function checkAvailability(
  database: GateDatabase,
  concurrency: number,
  open: OpenDatabase = (path, options) => Database.open(path, options),
): Promise<GateCheck> {
  const startedAt = performance.now()
  const path = database.copy()
  const random = randomFrom(23)
  const chaos = new ChaosDriver()
  const db = await open(path, { driver: chaos.open })
  let faults = 0
  chaos.everyCall(({ sql }) => {
    const draw = random()
    if (endsTransaction.test(sql) || draw >= 0.1) return undefined
    faults += 1
    return draw < 0.06 ? { kind: 'conflict' } : { kind: 'delay', delayMs: 1 + Math.floor(random() * 20) }
  })
  const { failures } = await replay(database.workload, poolTarget(db), concurrency)
  chaos.everyCall(undefined)
  await db.close()
  database.discard(path)
  const total = database.workload.operations.length
  const availability = (total - failures.length) / total
  const isShort = availability < leastAvailability
  return {
    id: 'availability',
    title: 'Availability under faults',
    goal: `at least ${leastAvailability * 100}% of operations succeed`,
    outcome: isShort ? 'short' : 'pass',
    figure: `${(availability * 100).toFixed(2)}% of ${total} operations, ${faults} faults (conflicts, slow calls)`,
    ...(isShort && { reason: failures[0]!.message }),
    elapsedMs: performance.now() - startedAt,
    measures: { availability, operations: total, faults },
  }
}
