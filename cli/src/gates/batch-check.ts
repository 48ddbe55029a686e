import type { BatchedStatement, TypedStatement } from '@duckshift/codemods'
import type { GateCheck } from '@duckshift/reports'
import type { GateDatabase } from './gate-database.js'
import type { OpenTarget } from './replay-checks.js'
import { median, medianInterval } from './statistics.js'
import { parameterValue, sampleRows } from './workload/sample-values.js'
import { openPool, openSingleton } from './workload/target.js'
import type { Operation } from './workload/workload.js'

/** Turns of the loop that a batched statement stands for. */
const turns = 40
/** One statement is over too fast to be timed alone. */
const repeats = 5
const rounds = 7
const largestRatio = 0.5

interface Measured {
  readonly method: string
  readonly beforeMs: number
  readonly afterMs: number
  readonly ratio: number
  readonly low: number
  readonly high: number
}

/** What loops cost on the singleton, a statement each turn, and what the one statement in their place costs on the pool. */
export async function checkBatchedQueries(
  database: GateDatabase,
  batched: readonly BatchedStatement[],
  open: OpenTarget = openPool,
): Promise<GateCheck> {
  const startedAt = performance.now()
  const measured: Measured[] = []
  const failures: string[] = []
  for (const statement of batched) {
    // Keys of what is inserted are ones that no row has yet.
    const isInserting = /^\s*INSERT\b/i.test(statement.each.sql)
    const first = isInserting ? sampleRows : 0
    const step = isInserting ? turns : 0
    const each = range(turns).map((turn) => operation(statement.each, first + turn))
    const together = range(repeats).map((repeat) =>
      operationOfLists(statement.together, first + repeat * step),
    )
    if (![...each, ...together].every((one) => one !== undefined)) continue
    try {
      const compared = await compare(database, each as Operation[], together as Operation[], open)
      if (compared) measured.push({ method: statement.method, ...compared })
    } catch (error) {
      failures.push(`${statement.method}: ${(error as Error).message}`)
    }
  }
  const slow = measured.filter(({ low }) => low > 1)
  const overall = sum(measured.map(({ afterMs }) => afterMs)) / sum(measured.map(({ beforeMs }) => beforeMs))
  const lines = measured.map(
    ({ method, ratio, low, high }) =>
      `${method}: ${ratio.toFixed(3)} (95% interval ${low.toFixed(3)} to ${high.toFixed(3)})`,
  )
  const reasons = [
    ...(overall > largestRatio ? [`Together they take ${overall.toFixed(2)} of the time.`] : []),
    ...slow.map(({ method, ratio }) => `${method} takes ${ratio.toFixed(2)} times as long as its loop.`),
    ...failures,
  ]
  return {
    id: 'batched-queries',
    title: 'Queries that stand for a loop',
    goal: `together at most ${largestRatio} of the time of ${turns} turns on the singleton, and none slower`,
    outcome: measured.length + failures.length === 0 ? 'skipped' : reasons.length === 0 ? 'pass' : 'short',
    figure:
      measured.length === 0
        ? 'the code has none that could be measured'
        : `${overall.toFixed(2)} of the time; ${lines.join('; ')}`,
    ...(reasons.length > 0 && { reason: reasons.join('\n') }),
    elapsedMs: performance.now() - startedAt,
    measures: {
      queries: measured.length,
      ...(measured.length > 0 && { ratio: overall }),
      failures: failures.length,
    },
  }
}

/** Undefined where the loop fails, too: the made-up values do not suit its statement. */
async function compare(
  database: GateDatabase,
  each: readonly Operation[],
  together: readonly Operation[],
  open: OpenTarget,
): Promise<Omit<Measured, 'method'> | undefined> {
  const befores: number[] = []
  const afters: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const before = await timed(database, openSingleton, each).catch((error: unknown) => {
      if (round > 0) throw error
      return undefined
    })
    if (before === undefined) return undefined
    const after = (await timed(database, open, together)) / repeats
    // The first round warms up.
    if (round === 0) continue
    befores.push(before)
    afters.push(after)
  }
  const ratios = afters.map((after, round) => after / befores[round]!)
  return {
    beforeMs: median(befores),
    afterMs: median(afters),
    ratio: median(ratios),
    ...medianInterval(ratios),
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

async function timed(
  database: GateDatabase,
  open: OpenTarget,
  operations: readonly Operation[],
): Promise<number> {
  const path = database.copy()
  const target = await open(path)
  try {
    await target.run([{ sql: 'SELECT 1' }])
    const startedAt = performance.now()
    for (const one of operations) await target.run(one)
    return performance.now() - startedAt
  } finally {
    await target.close()
    database.discard(path)
  }
}

function operation({ sql, parameterTypes }: TypedStatement, n: number): Operation | undefined {
  const parameters = parameterTypes.map((type) => parameterValue(type, n))
  return parameters.includes(undefined) ? undefined : [{ sql, parameters }]
}

/** Lists hold the values of every turn; what is no list is the same for all. */
function operationOfLists({ sql, parameterTypes }: TypedStatement, first: number): Operation | undefined {
  const parameters = parameterTypes.map((type) =>
    type.endsWith('[]')
      ? range(turns).map((turn) => element(type.slice(0, -2), first + turn))
      : parameterValue(type, 0),
  )
  return parameters.flat().includes(undefined) ? undefined : [{ sql, parameters }]
}

/** JavaScript numbers are bound as DOUBLE, also where the column holds whole ones. */
function element(type: string, n: number): unknown {
  return type === 'DOUBLE' ? n : parameterValue(type, n)
}
