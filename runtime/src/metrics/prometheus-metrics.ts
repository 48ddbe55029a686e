import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { Database } from '../database.js'
import { errorTypeOf, interceptedDriver, type OpenDriver, operationOf } from '../driver/intercepted-driver.js'
import { breakers } from '../resilience/breakers.js'
import type { Shadow } from '../shadow/shadow.js'

export interface PrometheusMetricsOptions {
  /** Default `duckdb_`. */
  readonly prefix?: string
  /** Bounds of the duration histogram, in seconds. */
  readonly durationBucketsSeconds?: readonly number[]
}

/**
 * A database's figures for Prometheus, in a registry of their own:
 *
 *     const metrics = new PrometheusMetrics()
 *     const db = await Database.open(path, { driver: metrics.driver() })
 *     metrics.observe(db)
 *     server.on('request', healthHandler(db, { metrics: metrics.registry }))
 */
export class PrometheusMetrics {
  readonly registry = new Registry()
  readonly #prefix: string
  readonly #shadows: Pick<Shadow, 'name' | 'stats'>[] = []
  readonly #durations: Histogram<'operation' | 'outcome'>

  constructor(options: PrometheusMetricsOptions = {}) {
    this.#prefix = options.prefix ?? 'duckdb_'
    this.#durations = new Histogram({
      name: `${this.#prefix}statement_duration_seconds`,
      help: 'Time in DuckDB, waiting for a connection not included.',
      labelNames: ['operation', 'outcome'],
      buckets: [
        ...(options.durationBucketsSeconds ?? [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30]),
      ],
      registers: [this.registry],
    })
  }

  /** The driver that times statements; `open` is the one it stands in front of, the default driver when absent. */
  driver(open?: OpenDriver): OpenDriver {
    return interceptedDriver(({ sql }) => {
      const startedAt = performance.now()
      const operation = operationOf(sql)
      return (error) =>
        this.#durations.observe(
          { operation, outcome: error === undefined ? 'ok' : errorTypeOf(error) },
          (performance.now() - startedAt) / 1_000,
        )
    }, open)
  }

  /** Reads the database's statistics whenever the registry is read. One database per instance. */
  observe(db: Database): void {
    const { registry } = this
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: this.#prefix + name,
        help,
        registers: [registry],
        collect() {
          this.set(read())
        },
      })
    const counter = (name: string, help: string, read: () => number) =>
      new Counter({
        name: this.#prefix + name,
        help,
        registers: [registry],
        collect() {
          this.reset()
          this.inc(read())
        },
      })
    const pool = () => db.stats().pool
    new Gauge({
      name: `${this.#prefix}pool_connections`,
      help: 'Connections of the pool by state.',
      labelNames: ['state'],
      registers: [registry],
      collect() {
        this.set({ state: 'idle' }, pool().idle)
        this.set({ state: 'in_use' }, pool().inUse)
      },
    })
    gauge('pool_connections_max', 'Connections the pool may hold.', () => pool().max)
    gauge('pool_waiting', 'Callers that wait for a connection.', () => pool().waiting)
    gauge('pool_leaked', 'Connections held for longer than the leak threshold.', () => pool().leaked)
    counter('pool_acquired_total', 'Connections lent.', () => pool().acquired)
    counter('pool_timeouts_total', 'Callers that waited too long for a connection.', () => pool().timeouts)
    counter('pool_created_total', 'Connections made.', () => pool().created)
    counter('pool_destroyed_total', 'Connections closed.', () => pool().destroyed)
    const cacheReads = ['hits', 'redisHits', 'misses', 'joined', 'graced', 'bypassed'] as const
    new Counter({
      name: `${this.#prefix}cache_reads_total`,
      help: 'Reads that asked for the cache, by how they were answered.',
      labelNames: ['answer'],
      registers: [registry],
      collect() {
        this.reset()
        const { cache } = db.stats()
        for (const answer of cacheReads) this.inc({ answer }, cache?.[answer] ?? 0)
      },
    })
    gauge('cache_entries', 'Answers kept in the process.', () => db.stats().cache?.entries ?? 0)
    counter(
      'cache_invalidations_total',
      "Commits that ended answers' lives.",
      () => db.stats().cache?.invalidations ?? 0,
    )
    new Gauge({
      name: `${this.#prefix}breaker_state`,
      help: 'Circuit breakers: 0 closed, 1 half open, 2 open.',
      labelNames: ['name'],
      registers: [registry],
      collect() {
        this.reset()
        for (const { name, state } of [...breakers(), ...(db.stats().breakers ?? [])]) {
          this.set({ name }, state === 'closed' ? 0 : state === 'open' ? 2 : 1)
        }
      },
    })
    counter('statements_total', 'Statements asked for.', () => db.stats().statements)
    counter(
      'conflicts_retried_total',
      'Attempts repeated after a conflict.',
      () => db.stats().conflictsRetried,
    )
    counter(
      'transactions_committed_total',
      'Transactions committed.',
      () => db.stats().transactions.committed,
    )
    counter(
      'transactions_rolled_back_total',
      'Transactions rolled back.',
      () => db.stats().transactions.rolledBack,
    )
  }

  /** Counts what a shadow compares. */
  observeShadow(shadow: Pick<Shadow, 'name' | 'stats'>): void {
    this.#shadows.push(shadow)
    if (this.#shadows.length > 1) return
    const shadows = this.#shadows
    new Counter({
      name: `${this.#prefix}shadow_reads_total`,
      help: 'Reads compared with the other side, by outcome.',
      labelNames: ['shadow', 'outcome'],
      registers: [this.registry],
      collect() {
        this.reset()
        for (const { name, stats } of shadows) {
          const { compared: _, ...outcomes } = stats
          for (const [outcome, count] of Object.entries(outcomes)) this.inc({ shadow: name, outcome }, count)
        }
      },
    })
  }
}
