import type { QueryOptions } from '../database.js'
import type { DriverConnection, Parameters, Row, RowFormat } from '../driver/driver.js'
import { ClosedError, TimeoutError } from '../errors/database-error.js'
import { driverCalls } from '../scheduling/driver-calls.js'
import type { Session } from './session.js'

const repeatInterruptMs = 5

/** Rows in batches with constant memory. */
export function streamRows(
  session: Session,
  sql: string,
  parameters: Parameters | undefined,
  format: RowFormat,
  options: QueryOptions,
): AsyncGenerator<Row[]> {
  return streamSoundly(session, sql, (connection) => connection.stream(sql, parameters, format), options)
}

/**
 * What `open` streams on the session's connection. DuckDB ends a stream that fails, is interrupted, or whose
 * connection runs another statement, as if it were complete: so it runs in a transaction of its own, keeps
 * every other statement away, and asks the transaction at the end whether it is still sound.
 */
export async function* streamSoundly<Batch>(
  session: Session,
  sql: string,
  open: (connection: DriverConnection) => AsyncIterable<Batch>,
  { signal, timeoutMs }: QueryOptions = {},
): AsyncGenerator<Batch> {
  signal?.throwIfAborted()
  const { connection } = session
  const release = await holdExclusively(session)
  let stopped: { readonly reason: unknown } | undefined
  let repeat: NodeJS.Timeout | undefined
  let pulling = true
  // An interrupt that arrives while a call waits for a thread is lost.
  const stop = (reason: unknown) => {
    stopped ??= { reason }
    connection.interrupt()
    repeat ??= setInterval(() => pulling && connection.interrupt(), repeatInterruptMs)
  }
  const onAbort = () => stop(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  session.onRevoked = () => {
    stop(new ClosedError('The database was closed before the stream had ended.', { code: 'closed', sql }))
    // A consumer that does not ask for more must not hold up the closing.
    if (!pulling) release()
  }
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          const message = `The stream took longer than ${timeoutMs} ms and was interrupted.`
          stop(new TimeoutError(message, { code: 'timeout', sql }))
        }, timeoutMs)
  const assertGoing = () => {
    if (stopped) throw stopped.reason
  }
  let sound = false
  try {
    await connection.run('BEGIN TRANSACTION READ ONLY')
    for await (const rows of admitted(open(connection), signal)) {
      assertGoing()
      pulling = false
      try {
        yield rows
      } finally {
        // Also when the consumer leaves: ending a stream takes driver calls.
        pulling = true
      }
      assertGoing()
    }
    assertGoing()
    await connection.run('SELECT 1')
    sound = true
  } catch (error) {
    assertGoing()
    throw error
  } finally {
    clearTimeout(timer)
    clearInterval(repeat)
    signal?.removeEventListener('abort', onAbort)
    session.onRevoked = undefined
    await connection.run(sound ? 'COMMIT' : 'ROLLBACK').catch(() => undefined)
    if (!sound) session.suspicious = true
    release()
  }
}

/** The same batches, each fetched by a driver call that takes its place among the others. */
async function* admitted<Batch>(
  batches: AsyncIterable<Batch>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Batch> {
  const iterator = batches[Symbol.asyncIterator]()
  try {
    for (;;) {
      const entering = driverCalls.enter('short', 0, signal)
      if (entering) await entering
      let next: IteratorResult<Batch>
      try {
        next = await iterator.next()
      } finally {
        driverCalls.leave()
      }
      if (next.done) return
      yield next.value
    }
  } finally {
    await iterator.return?.()
  }
}

function holdExclusively(session: Session): Promise<() => void> {
  return new Promise((resolve, reject) => {
    session.exclusive(() => new Promise<void>((release) => resolve(release))).catch(reject)
  })
}
