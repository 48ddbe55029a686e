import type { Connection, Database, Queryable } from '../database.js'
import type { Row } from '../driver/driver.js'
import type { WorkloadOperation } from './workload-format.js'

export interface ReplayOptions {
  /** Operations at a time, or `recorded`: each flow one after the other, all flows at once. Default 1. */
  readonly concurrency?: number | 'recorded'
  readonly signal?: AbortSignal
}

/** One statement's figures over a replay. */
export interface QueryFigures {
  readonly sql: string
  readonly runs: number
  readonly failed: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly totalMs: number
}

export interface ReplayResult {
  readonly elapsedMs: number
  /** What each operation answered: rows by statement, or the error's code. */
  readonly answers: readonly (readonly Row[][] | { readonly error: string })[]
  /** Most time first. */
  readonly queries: readonly QueryFigures[]
}

class RolledBack extends Error {}

/** Runs recorded operations on a database (a copy!), whichever mode it is in. Open it with `rows: 'json'` to compare answers. */
export async function replay(
  operations: readonly WorkloadOperation[],
  db: Database,
  { concurrency = 1, signal }: ReplayOptions = {},
): Promise<ReplayResult> {
  const answers: (Row[][] | { error: string })[] = new Array(operations.length)
  const samples = new Map<string, { times: number[]; failed: number }>()
  const runOn = async (target: Queryable, operation: WorkloadOperation): Promise<Row[][]> => {
    const rows: Row[][] = []
    for (const { sql, parameters } of operation.statements) {
      const sample = samples.get(sql) ?? { times: [], failed: 0 }
      samples.set(sql, sample)
      const since = performance.now()
      try {
        rows.push(await target.query(sql, parameters))
      } catch (error) {
        sample.failed += 1
        throw error
      } finally {
        sample.times.push(performance.now() - since)
      }
    }
    return rows
  }
  const connections = new Map<string, Promise<Connection>>()
  const run = async (operation: WorkloadOperation) => {
    const { session } = operation
    if (session === undefined) {
      return operation.isTransaction
        ? inTransaction(db, operation, () => runOn(db, operation))
        : runOn(db, operation)
    }
    const connecting = connections.get(session) ?? db.connect()
    connections.set(session, connecting)
    const connection = await connecting
    const work = () => runOn(connection, operation)
    return operation.isTransaction ? inTransactionOf(connection, operation, work) : work()
  }
  const answer = async (index: number) => {
    try {
      answers[index] = await run(operations[index]!)
    } catch (error) {
      answers[index] = { error: String((error as { code?: unknown }).code ?? (error as Error).message) }
    }
  }
  const startedAt = performance.now()
  const queue = concurrency === 'recorded' ? flowsOf(operations) : operations.map((_, index) => [index])
  const callers = concurrency === 'recorded' ? queue.length : concurrency
  let next = 0
  const caller = async () => {
    while (next < queue.length && !signal?.aborted) {
      const flow = queue[next]!
      next += 1
      for (const index of flow) if (!signal?.aborted) await answer(index)
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, callers) }, caller))
  for (const connecting of connections.values())
    await connecting.then(
      (one) => one.release(),
      () => undefined,
    )
  return { elapsedMs: performance.now() - startedAt, answers, queries: figuresOf(samples) }
}

/** What was rolled back is rolled back again, after it has answered. */
async function inTransaction(
  db: Database,
  operation: WorkloadOperation,
  run: () => Promise<Row[][]>,
): Promise<Row[][]> {
  let rows: Row[][] = []
  const work = async () => {
    rows = await run()
    if (operation.isRolledBack) throw new RolledBack()
  }
  await db.transaction(work).catch((error: unknown) => {
    if (!(error instanceof RolledBack)) throw error
  })
  return rows
}

async function inTransactionOf(
  connection: Connection,
  operation: WorkloadOperation,
  run: () => Promise<Row[][]>,
): Promise<Row[][]> {
  await connection.execute('BEGIN')
  try {
    const rows = await run()
    await connection.execute(operation.isRolledBack ? 'ROLLBACK' : 'COMMIT')
    return rows
  } catch (error) {
    await connection.execute('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Operations of one flow in their order; what belongs to none goes one after the other as well. */
function flowsOf(operations: readonly WorkloadOperation[]): number[][] {
  const flows = new Map<number | undefined, number[]>()
  for (const [index, { flow }] of operations.entries()) {
    const known = flows.get(flow)
    if (known) known.push(index)
    else flows.set(flow, [index])
  }
  return [...flows.values()]
}

function figuresOf(samples: ReadonlyMap<string, { times: number[]; failed: number }>): QueryFigures[] {
  return [...samples]
    .map(([sql, { times, failed }]) => {
      const sorted = [...times].sort((a, b) => a - b)
      const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!
      const totalMs = sorted.reduce((sum, ms) => sum + ms, 0)
      return { sql, runs: sorted.length, failed, p50Ms: at(0.5), p95Ms: at(0.95), totalMs }
    })
    .sort((a, b) => b.totalMs - a.totalMs)
}

/** Positions of the operations whose answers differ; order counts where the statement orders. */
export function differingAnswers(
  operations: readonly WorkloadOperation[],
  left: ReplayResult,
  right: ReplayResult,
): number[] {
  return [...operations.keys()].filter(
    (index) =>
      canonical(operations[index]!, left.answers[index]) !==
      canonical(operations[index]!, right.answers[index]),
  )
}

function canonical(
  { statements }: WorkloadOperation,
  answer: ReplayResult['answers'][number] | undefined,
): string {
  if (!answer || 'error' in answer) return JSON.stringify(answer)
  return JSON.stringify(
    answer.map((rows, index) => {
      const lines = rows.map((row) => JSON.stringify(row))
      return /\border\s+by\b/i.test(statements[index]!.sql) ? lines : lines.sort()
    }),
  )
}
