import type { Target } from './target.js'
import type { Operation, Workload } from './workload.js'

export interface Replay {
  readonly elapsedMs: number
  readonly failures: readonly { readonly operation: number; readonly message: string }[]
}

/** Runs a workload with so many callers at a time. What hangs is the caller's to time out: see `signal`. */
export async function replay(
  { operations }: Workload,
  target: Target,
  concurrency: number,
  signal?: AbortSignal,
): Promise<Replay> {
  const failures: { operation: number; message: string }[] = []
  let next = 0
  const caller = async () => {
    while (next < operations.length && !signal?.aborted) {
      const operation = next
      next += 1
      try {
        await target.run(operations[operation]!)
      } catch (error) {
        failures.push({ operation, message: (error as Error).message })
      }
    }
  }
  const startedAt = performance.now()
  await Promise.all(Array.from({ length: concurrency }, caller))
  return { elapsedMs: performance.now() - startedAt, failures }
}

export interface Comparison {
  readonly mismatches: readonly { readonly operation: number; readonly reason: string }[]
  /** Operations whose answer is another one each time, as with now() or random(): they tell nothing. */
  readonly volatile: number
}

/**
 * Runs a workload one operation at a time on two targets that must agree, to learn which answers are volatile,
 * and on the one in question. Order counts where the statement orders.
 */
export async function compareAnswers(
  { operations }: Workload,
  [expected, again]: readonly [Target, Target],
  actual: Target,
): Promise<Comparison> {
  const mismatches: { operation: number; reason: string; isOfOrder: boolean }[] = []
  const unordered = new Set<string>()
  let volatile = 0
  for (const [index, operation] of operations.entries()) {
    const [left, twin, right] = await Promise.all(
      [expected, again, actual].map((target) => outcomeOf(target, operation)),
    )
    if (left!.text !== twin!.text) {
      volatile += 1
      if (left!.rows === twin!.rows) unordered.add(statementsOf(operation))
    } else if (left!.text !== right!.text)
      mismatches.push({
        operation: index,
        reason: right!.error ?? (left!.error ? 'only the singleton failed' : 'the rows differ'),
        isOfOrder: left!.rows === right!.rows,
      })
  }
  // Rows that what they are ordered by does not tell apart come in any order, now and then in the same.
  const told = mismatches.filter(
    ({ operation, isOfOrder }) => !isOfOrder || !unordered.has(statementsOf(operations[operation]!)),
  )
  return { mismatches: told, volatile: volatile + mismatches.length - told.length }
}

function statementsOf(operation: Operation): string {
  return operation.map(({ sql }) => sql).join(';')
}

interface Answer {
  /** Its rows, in their order where the statement orders. */
  readonly text: string
  /** The same whatever their order. */
  readonly rows: string
  readonly error?: string
}

async function outcomeOf(target: Target, operation: Operation): Promise<Answer> {
  try {
    const answers = (await target.run(operation)).map((rows) => rows.map((row) => JSON.stringify(row)))
    const sorted = answers.map((lines) => lines.toSorted())
    const isOrdered = (index: number) => /\border\s+by\b/i.test(operation[index]!.sql)
    const text = JSON.stringify(answers.map((lines, index) => (isOrdered(index) ? lines : sorted[index])))
    return { text, rows: JSON.stringify(sorted) }
  } catch (error) {
    return { text: 'failed', rows: 'failed', error: (error as Error).message }
  }
}
