import type { DuckDBConnection } from '@duckdb/node-api'

export interface Handled {
  db: DuckDBConnection
  readonly path: string
}

type Step = (request: Handled) => Promise<unknown>

/** A server as small as the question needs. */
export class Server {
  readonly #steps: Step[] = []

  use(step: Step): this {
    this.#steps.push(step)
    return this
  }
}
