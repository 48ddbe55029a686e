import type { QueryOptions } from '../database.js'
import type { DriverConnection } from '../driver/driver.js'
import { TimeoutError } from '../errors/database-error.js'

/** DuckDB loses an interrupt that arrives while the call still waits for a thread, so it is repeated. */
const repeatInterruptMs = 5

/** Runs a driver call; on abort or timeout interrupts it and waits until it has settled before rejecting. */
export async function runInterruptible<R>(
  connection: DriverConnection,
  call: () => Promise<R>,
  { signal, timeoutMs }: QueryOptions = {},
): Promise<R> {
  if (!signal && timeoutMs === undefined) return call()
  signal?.throwIfAborted()
  let reason: unknown
  let repeat: NodeJS.Timeout | undefined
  const stop = (why: unknown) => {
    if (repeat) return
    reason = why
    connection.interrupt()
    repeat = setInterval(() => connection.interrupt(), repeatInterruptMs)
  }
  const onAbort = () => stop(signal?.reason)
  signal?.addEventListener('abort', onAbort, { once: true })
  const timer =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          stop(
            new TimeoutError(`The statement ran longer than ${timeoutMs} ms and was interrupted.`, {
              code: 'timeout',
            }),
          )
        }, timeoutMs)
  try {
    return await call()
  } catch (error) {
    throw reason ?? error
  } finally {
    clearTimeout(timer)
    clearInterval(repeat)
    signal?.removeEventListener('abort', onAbort)
  }
}
