import type { DriverConnection } from '../driver/driver.js'

/** `txid_current()` stays the same inside a transaction and changes with each statement outside one. */
export async function isInTransaction(connection: DriverConnection): Promise<boolean> {
  try {
    const read = async () => {
      const [row] = await (await connection.run('SELECT txid_current() AS id')).rows('json')
      return row?.id
    }
    const first = await read()
    return first === (await read())
  } catch {
    // Only an aborted transaction refuses this statement.
    return true
  }
}
