import type { DuckDBConnection } from '@duckdb/node-api'

/** The connections on which statements of one shared connection run at the moment: to interrupt it means all of them. */
export class RunningConnections {
  readonly #running = new Map<DuckDBConnection, number>()

  async during<T>(connection: DuckDBConnection, work: () => T | Promise<T>): Promise<T> {
    this.#running.set(connection, (this.#running.get(connection) ?? 0) + 1)
    try {
      return await work()
    } finally {
      const others = this.#running.get(connection)! - 1
      if (others > 0) this.#running.set(connection, others)
      else this.#running.delete(connection)
    }
  }

  interrupt(): void {
    for (const connection of this.#running.keys()) connection.interrupt()
  }
}
