import {
  type Attributes,
  type Meter,
  metrics,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'
import type { Database } from '../database.js'
import { errorTypeOf, interceptedDriver, type OpenDriver, operationOf } from '../driver/intercepted-driver.js'

export interface TelemetryOptions {
  /** `db.namespace`, and the pool's name. Default `duckdb`. */
  readonly name?: string
  /** Puts the SQL text on spans. It holds what was written into it; parameters are never recorded. Default false. */
  readonly queryText?: boolean
  readonly tracer?: Tracer
  readonly meter?: Meter
}

const scope = '@duckshift/runtime'

/**
 * OpenTelemetry spans and metrics by the semantic conventions for databases, for each driver call. Costs nothing
 * unless it is asked for, and next to nothing while no SDK is registered.
 *
 *     const db = await Database.open(path, { driver: tracedDriver() })
 */
export function tracedDriver(options: TelemetryOptions = {}, open?: OpenDriver): OpenDriver {
  const { name = 'duckdb', queryText = false } = options
  const tracer = options.tracer ?? trace.getTracer(scope)
  const meter = options.meter ?? metrics.getMeter(scope)
  const durations = meter.createHistogram('db.client.operation.duration', {
    unit: 's',
    description: 'Duration of database client operations.',
    advice: { explicitBucketBoundaries: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10] },
  })
  return interceptedDriver(({ sql }) => {
    const operation = operationOf(sql)
    const attributes: Attributes = {
      'db.system.name': 'duckdb',
      'db.namespace': name,
      'db.operation.name': operation,
    }
    const startedAt = performance.now()
    const span = tracer.startSpan(operation, {
      kind: SpanKind.CLIENT,
      attributes: queryText ? { ...attributes, 'db.query.text': sql } : attributes,
    })
    return (error) => {
      const failure: Attributes = error === undefined ? {} : { 'error.type': errorTypeOf(error) }
      if (error !== undefined) span.setStatus({ code: SpanStatusCode.ERROR }).setAttributes(failure)
      span.end()
      durations.record((performance.now() - startedAt) / 1_000, { ...attributes, ...failure })
    }
  }, open)
}

/** The pool's figures as `db.client.connection.*`. Returns how to stop observing. */
export function observePool(db: Database, options: TelemetryOptions = {}): () => void {
  const meter = options.meter ?? metrics.getMeter(scope)
  const pool = { 'db.client.connection.pool.name': options.name ?? 'duckdb' }
  const count = meter.createObservableUpDownCounter('db.client.connection.count', { unit: '{connection}' })
  const max = meter.createObservableUpDownCounter('db.client.connection.max', { unit: '{connection}' })
  const pending = meter.createObservableUpDownCounter('db.client.connection.pending_requests', {
    unit: '{request}',
  })
  const timeouts = meter.createObservableCounter('db.client.connection.timeouts', { unit: '{timeout}' })
  const instruments = [count, max, pending, timeouts]
  const observe: Parameters<Meter['addBatchObservableCallback']>[0] = (result) => {
    const stats = db.stats().pool
    result.observe(count, stats.idle, { ...pool, 'db.client.connection.state': 'idle' })
    result.observe(count, stats.inUse, { ...pool, 'db.client.connection.state': 'used' })
    result.observe(max, stats.max, pool)
    result.observe(pending, stats.waiting, pool)
    result.observe(timeouts, stats.timeouts, pool)
  }
  meter.addBatchObservableCallback(observe, instruments)
  return () => meter.removeBatchObservableCallback(observe, instruments)
}
