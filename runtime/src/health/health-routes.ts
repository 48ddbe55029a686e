import type { Database } from '../database.js'
import { checkHealth, type DatabaseHealth, type HealthOptions } from './check-health.js'

/** Anything that renders itself for Prometheus: prom-client's `Registry` does. */
export interface MetricsSource {
  readonly contentType: string
  metrics(): Promise<string>
}

export interface HealthRoutesOptions extends HealthOptions {
  /** Prefix of the routes: `/internal` gives `/internal/health`. Default none. */
  readonly basePath?: string
  /** Serves `/metrics`. Without it, the route does not exist. */
  readonly metrics?: MetricsSource
}

export interface HealthResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * `/health` (liveness: this process answers), `/health/database` (readiness: DuckDB answers, 503 when it does not),
 * `/stats`, `/metrics`. Concurrent readiness checks share one round trip.
 */
export class HealthRoutes {
  readonly #db: Database
  readonly #options: HealthRoutesOptions
  readonly #prefix: string
  #checking: Promise<DatabaseHealth> | undefined

  constructor(db: Database, options: HealthRoutesOptions = {}) {
    this.#db = db
    this.#options = options
    this.#prefix = (options.basePath ?? '').replace(/\/+$/, '')
  }

  /** Whether a request is for one of these routes. */
  has(target: string): boolean {
    return this.#producerOf(target) !== undefined
  }

  /** The answer to a request; undefined for paths that are none of these routes. */
  async answer(method: string, target: string): Promise<HealthResponse | undefined> {
    const produce = this.#producerOf(target)
    if (!produce) return undefined
    if (method !== 'GET' && method !== 'HEAD')
      return { status: 405, headers: { allow: 'GET, HEAD', ...uncached }, body: '' }
    const response = await produce()
    return method === 'HEAD' ? { ...response, body: '' } : response
  }

  #producerOf(target: string): (() => HealthResponse | Promise<HealthResponse>) | undefined {
    const path = target.split(/[?#]/, 1)[0]!
    return path.startsWith(`${this.#prefix}/`) ? this.#route(path.slice(this.#prefix.length)) : undefined
  }

  #route(path: string): (() => HealthResponse | Promise<HealthResponse>) | undefined {
    const { metrics } = this.#options
    switch (path) {
      case '/health':
        return () => json(200, { status: 'up' })
      case '/health/database':
        return async () => {
          const health = await this.#check()
          return json(health.status === 'down' ? 503 : 200, health)
        }
      case '/stats':
        return () => json(200, this.#db.stats())
      case '/metrics':
        return (
          metrics &&
          (async () => ({
            status: 200,
            headers: { 'content-type': metrics.contentType, ...uncached },
            body: await metrics.metrics(),
          }))
        )
      default:
        return undefined
    }
  }

  #check(): Promise<DatabaseHealth> {
    this.#checking ??= checkHealth(this.#db, this.#options).finally(() => {
      this.#checking = undefined
    })
    return this.#checking
  }
}

const uncached = { 'cache-control': 'no-store' }

function json(status: number, body: unknown): HealthResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...uncached },
    body: `${JSON.stringify(body)}\n`,
  }
}
