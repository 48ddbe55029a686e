import type { TransactionOptions } from '../database.js'
import { TimeoutError } from '../errors/database-error.js'
import type { Session } from '../session/session.js'
import { Transaction, type TransactionHook } from './transaction.js'

export interface TransactionOutcomes {
  onCommitted(): void
  onRolledBack(): void
  onHookFailed(cause: unknown): void
}

/** One attempt: BEGIN, the work, COMMIT; whatever goes wrong rolls back and rejects. */
export async function runTransaction<R>(
  owner: object,
  session: Session,
  work: () => Promise<R>,
  options: TransactionOptions,
  outcomes: TransactionOutcomes,
): Promise<R> {
  options.signal?.throwIfAborted()
  const transaction = new Transaction(owner, session)
  await session.run(options.readOnly ? 'BEGIN TRANSACTION READ ONLY' : 'BEGIN TRANSACTION')
  let result: R
  try {
    result = await untilStopped(options, () => transaction.enclose(work))
    await transaction.assertCommittable()
    transaction.end()
    await session.run('COMMIT')
  } catch (error) {
    await transaction.stop()
    // After a failed COMMIT there is nothing left to roll back.
    if (session.state.inTransaction) await session.run('ROLLBACK').catch(() => undefined)
    outcomes.onRolledBack()
    await runHooks(transaction.afterRollback, outcomes)
    throw error
  }
  outcomes.onCommitted()
  await runHooks(transaction.afterCommit, outcomes)
  return result
}

/** Hooks cannot undo what is done: a failing one is reported and the next one runs. */
async function runHooks(hooks: readonly TransactionHook[], outcomes: TransactionOutcomes): Promise<void> {
  for (const hook of hooks) {
    try {
      await Transaction.outside(hook)
    } catch (cause) {
      outcomes.onHookFailed(cause)
    }
  }
}

/** Rejects on abort and on timeout although `work` may never end. */
async function untilStopped<R>(
  { signal, timeoutMs }: TransactionOptions,
  work: () => Promise<R>,
): Promise<R> {
  if (!signal && timeoutMs === undefined) return work()
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const stopped = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    if (timeoutMs === undefined) return
    const message = `The transaction took longer than ${timeoutMs} ms and was rolled back.`
    timer = setTimeout(() => reject(new TimeoutError(message, { code: 'timeout' })), timeoutMs)
  })
  try {
    const working = work()
    // When the stop wins, nobody else listens to what becomes of the work.
    working.catch(() => undefined)
    return await Promise.race([working, stopped])
  } finally {
    clearTimeout(timer)
    if (onAbort) signal?.removeEventListener('abort', onAbort)
  }
}
