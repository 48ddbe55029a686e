import { ClosedError, PoolDeadlockError, PoolExhaustedError } from '../errors/database-error.js'

export function closedError(): ClosedError {
  return new ClosedError('The pool is closed. Open the database again.', { code: 'closed' })
}

export function deadlockError(max: number): PoolDeadlockError {
  return new PoolDeadlockError(
    `All ${max} connections are held by flows that wait for one more: they would wait for each other for ever. ` +
      'Give one back first, pass the held connection on, or raise pool.max.',
    { code: 'pool-deadlock' },
  )
}

export function exhaustedError({
  acquireTimeoutMs,
  max,
}: {
  readonly acquireTimeoutMs: number
  readonly max: number
}): PoolExhaustedError {
  return new PoolExhaustedError(
    `No connection became free within ${acquireTimeoutMs} ms: all ${max} are in use. ` +
      'Look for leases that are held too long, or raise pool.max or pool.acquireTimeoutMs.',
    { code: 'pool-exhausted' },
  )
}
