import type { QueryOptions } from '../database.js'
import type { DriverConnection, Parameters, Row, RowFormat } from '../driver/driver.js'
import { TimeoutError } from '../errors/database-error.js'
import type { Session } from './session.js'

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
  const { connection } = session
  const release = await holdExclusively(session)
  const interrupt = () => connection.interrupt()
  signal?.addEventListener('abort', interrupt)
  let timedOut = false
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true
          interrupt()
        }, timeoutMs)
  const assertGoing = () => {
    signal?.throwIfAborted()
    if (!timedOut) return
    const message = `The stream took longer than ${timeoutMs} ms and was interrupted.`
    throw new TimeoutError(message, { code: 'timeout', sql })
  }
  let sound = false
  try {
    await connection.run('BEGIN TRANSACTION READ ONLY')
    for await (const rows of open(connection)) {
      assertGoing()
      yield rows
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
    signal?.removeEventListener('abort', interrupt)
    await connection.run(sound ? 'COMMIT' : 'ROLLBACK').catch(() => undefined)
    if (!sound) session.suspicious = true
    release()
  }
}

function holdExclusively(session: Session): Promise<() => void> {
  return new Promise((resolve, reject) => {
    session.exclusive(() => new Promise<void>((release) => resolve(release))).catch(reject)
  })
}
