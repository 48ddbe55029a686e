import { context, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base'
import { afterAll, describe, expect, it } from 'vitest'
import { Database } from '../database.js'
import { operationOf } from '../driver/intercepted-driver.js'
import { observePool, PrometheusMetrics, tracedDriver } from './index.js'

afterAll(() => context.disable())

describe('PrometheusMetrics', () => {
  it('counts what really happened', async () => {
    const metrics = new PrometheusMetrics()
    const db = await Database.open(':memory:', { driver: metrics.driver(), pool: { max: 3 } })
    metrics.observe(db)
    await db.execute('CREATE TABLE t (id INTEGER PRIMARY KEY)')
    await db.transaction(() => db.execute('INSERT INTO t VALUES (1)'))
    await db.execute('INSERT INTO t VALUES (1)').catch(() => undefined)
    const text = await metrics.registry.metrics()
    const value = (name: string) =>
      Number(new RegExp(`^${name.replace(/[{}"]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1])
    expect(value('duckdb_statements_total')).toBe(db.stats().statements)
    expect(value('duckdb_transactions_committed_total')).toBe(1)
    expect(value('duckdb_pool_connections_max')).toBe(3)
    expect(value('duckdb_pool_connections{state="in_use"}')).toBe(0)
    expect(value('duckdb_statement_duration_seconds_count{operation="INSERT",outcome="ok"}')).toBe(1)
    expect(value('duckdb_statement_duration_seconds_count{operation="INSERT",outcome="constraint"}')).toBe(1)
    expect(value('duckdb_statement_duration_seconds_count{operation="CREATE",outcome="ok"}')).toBe(1)
    await db.close()
  })

  it('keeps two databases apart', async () => {
    const first = new PrometheusMetrics({ prefix: 'first_' })
    const second = new PrometheusMetrics({ prefix: 'second_' })
    expect(await first.registry.metrics()).not.toContain('second_')
    expect(await second.registry.metrics()).not.toContain('first_')
  })
})

describe('operationOf', () => {
  it.each([
    ['select 1', 'SELECT'],
    ['  -- why\n /* how */ (SELECT 1)', 'SELECT'],
    ['Insert INTO t VALUES (1)', 'INSERT'],
    ['WITH a AS (SELECT 1) SELECT * FROM a', 'WITH'],
    ["my password is 'x'", 'OTHER'],
    ['', 'OTHER'],
  ])('%j is %s', (sql, operation) => expect(operationOf(sql)).toBe(operation))
})

describe('tracedDriver and observePool', () => {
  it('follow the semantic conventions, under the caller’s span', async () => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
    const spans = new InMemorySpanExporter()
    const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer(
      'test',
    )
    const exporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
    const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
    const meter = new MeterProvider({ readers: [reader] }).getMeter('test')
    const db = await Database.open(':memory:', {
      driver: tracedDriver({ tracer, meter, name: 'shop', queryText: true }),
    })
    const stop = observePool(db, { meter, name: 'shop' })
    const parent = tracer.startSpan('request')
    await context.with(trace.setSpan(context.active(), parent), async () => {
      await db.query('SELECT $secret AS x', { secret: 'p4ssw0rd' })
      await db.query('SELECT no_such_column').catch(() => undefined)
    })
    parent.end()
    const [ok, failed] = spans.getFinishedSpans()
    expect(ok).toMatchObject({
      name: 'SELECT',
      attributes: {
        'db.system.name': 'duckdb',
        'db.namespace': 'shop',
        'db.operation.name': 'SELECT',
        'db.query.text': 'SELECT $secret AS x',
      },
    })
    expect(ok!.parentSpanContext?.spanId).toBe(parent.spanContext().spanId)
    expect(failed!.attributes['error.type']).toBe('binder')
    expect(
      JSON.stringify(spans.getFinishedSpans().map(({ attributes, status }) => [attributes, status])),
    ).not.toContain('p4ssw0rd')
    await reader.forceFlush()
    const exported = exporter
      .getMetrics()
      .flatMap((metric) => metric.scopeMetrics.flatMap((scope) => scope.metrics))
    const names = exported.map((metric) => metric.descriptor.name)
    expect(names).toEqual(
      expect.arrayContaining([
        'db.client.operation.duration',
        'db.client.connection.count',
        'db.client.connection.max',
      ]),
    )
    stop()
    await db.close()
  })

  it('puts no SQL on spans unless asked', async () => {
    const spans = new InMemorySpanExporter()
    const tracer = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spans)] }).getTracer(
      'test',
    )
    const db = await Database.open(':memory:', { driver: tracedDriver({ tracer }) })
    await db.query("SELECT 'p4ssw0rd'")
    expect(JSON.stringify(spans.getFinishedSpans().map((span) => span.attributes))).not.toContain('p4ssw0rd')
    await db.close()
  })

  it('changes nothing while no SDK is registered', async () => {
    const db = await Database.open(':memory:', { driver: tracedDriver() })
    expect(await db.query('SELECT 1 AS one')).toEqual([{ one: 1 }])
    await db.close()
  })
})
