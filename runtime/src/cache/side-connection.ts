import type { DriverConnection, Row } from '../driver/driver.js'
import { Mutex } from '../pool/mutex.js'

/** A connection beside the pool for short questions about the schema: they must not wait for those who wait for them. */
export class SideConnection {
  readonly #connect: () => Promise<DriverConnection>
  readonly #mutex = new Mutex()
  #connection: DriverConnection | undefined

  constructor(connect: () => Promise<DriverConnection>) {
    this.#connect = connect
  }

  query(sql: string): Promise<Row[]> {
    return this.#mutex.run(async () => {
      this.#connection ??= await this.#connect()
      const result = await this.#connection.run(sql)
      return result.rows('js')
    })
  }

  /** The next question gets a new connection. */
  close(): Promise<void> {
    return this.#mutex.run(async () => {
      this.#connection?.close()
      this.#connection = undefined
    })
  }
}
