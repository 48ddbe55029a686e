import { once } from 'node:events'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import express from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Connection, Database } from '../database.js'
import { PrometheusMetrics } from '../metrics/index.js'
import { ChaosDriver } from '../testing/index.js'
import { fastifyHealth, fetchHealthHandler, healthHandler, honoHealth, withHealth } from './index.js'

let db: Database
const closing: (() => unknown)[] = []

beforeEach(async () => {
  db = await Database.open(':memory:', { pool: { max: 2 } })
})
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
  await db.close()
})

async function addressOf(server: Server): Promise<string> {
  if (!server.listening) {
    server.listen(0)
    await once(server, 'listening')
  }
  closing.push(() => new Promise((resolve) => server.close(resolve)))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** The same application, with one route of its own, on each server. */
const servers: Record<string, () => Promise<string>> = {
  'node:http': () => addressOf(createServer(healthHandler(db) as RequestListener)),
  'a listener of node:http': () => {
    const own = withHealth(db, (request, response) => {
      response.statusCode = request.url === '/own' ? 200 : 404
      response.end('own')
    })
    return addressOf(createServer(own))
  },
  express: () => {
    const app = express()
    app.use(healthHandler(db))
    app.get('/own', (_request, response) => void response.send('own'))
    return addressOf(createServer(app))
  },
  fastify: async () => {
    const app = fastify()
    await app.register(fastifyHealth(db))
    app.get('/own', async () => 'own')
    closing.push(() => app.close())
    return app.listen({ port: 0, host: '127.0.0.1' })
  },
  hono: () => {
    const app = new Hono()
    app.use(honoHealth(db))
    app.get('/own', (context) => context.text('own'))
    return addressOf(serve({ fetch: app.fetch, port: 0 }) as Server)
  },
}

describe.each(Object.entries(servers))('health routes on %s', (name, start) => {
  it('answer, and leave other paths alone', async () => {
    const address = await start()
    const live = await fetch(`${address}/health`)
    expect([live.status, await live.json()]).toEqual([200, { status: 'up' }])
    expect(live.headers.get('cache-control')).toBe('no-store')
    const ready = await fetch(`${address}/health/database?verbose=1`)
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({ status: 'up', database: { status: 'up' }, pool: { max: 2 } })
    expect(await (await fetch(`${address}/stats`)).json()).toMatchObject({ mode: 'pool', pool: { max: 2 } })
    expect((await fetch(`${address}/health`, { method: 'POST' })).status).toBe(405)
    const head = await fetch(`${address}/health`, { method: 'HEAD' })
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await fetch(`${address}/metrics`)).status).toBe(404)
    const own = await fetch(`${address}/own`)
    expect(own.status).toBe(name === 'node:http' ? 404 : 200)
    await db.close()
    const down = await fetch(`${address}/health/database`)
    expect(down.status).toBe(503)
    expect(await down.json()).toMatchObject({ status: 'down', database: { status: 'down', code: 'closed' } })
    expect((await fetch(`${address}/health`)).status).toBe(200)
  })
})

describe('health', () => {
  it('tells a saturated pool from a broken database, within its deadline', async () => {
    // Each in a flow of its own: a flow that held both could never be served, and would be told so.
    const inOwnFlow = () => new Promise<Connection>((resolve) => setImmediate(() => resolve(db.connect())))
    const held = [await inOwnFlow(), await inOwnFlow()]
    const startedAt = performance.now()
    const health = await db.health({ deadlineMs: 100 })
    expect(performance.now() - startedAt).toBeLessThan(5_000)
    expect(health).toMatchObject({ status: 'down', database: { code: 'timeout' }, pool: { inUse: 2 } })
    for (const connection of held) await connection.release()
    expect((await db.health()).status).toBe('up')
  })

  it('is degraded, and ready, while callers queue or a breaker is open', async () => {
    const breakers = () => [{ name: 'storage', state: 'open' as const }]
    expect(await db.health({ breakers })).toMatchObject({
      status: 'degraded',
      database: { status: 'up' },
      breakers: { storage: 'open' },
    })
  })

  it('says nothing of SQL, values or paths when DuckDB fails', async () => {
    const chaos = new ChaosDriver()
    const failing = await Database.open(':memory:', { driver: chaos.open })
    chaos.everyCall(() => ({
      kind: 'fail',
      error: new Error('IO Error: Cannot open "/secret/customers.duckdb" for SELECT secret'),
    }))
    expect(JSON.stringify(await failing.health())).not.toContain('secret')
    chaos.everyCall(undefined)
    await failing.close()
  })

  it('shares one round trip among concurrent probes', async () => {
    const chaos = new ChaosDriver()
    const slow = await Database.open(':memory:', { driver: chaos.open })
    const probe = fetchHealthHandler(slow)
    await probe(new Request('http://x/health/database'))
    const before = chaos.calls
    chaos.onCall(1, { kind: 'delay', delayMs: 50 })
    await Promise.all(Array.from({ length: 20 }, () => probe(new Request('http://x/health/database'))))
    expect(chaos.calls - before).toBe(1)
    await slow.close()
  })
})

describe('options of the routes', () => {
  it('put them under a prefix, and serve metrics when there are any', async () => {
    const metrics = new PrometheusMetrics()
    const handle = fetchHealthHandler(db, { basePath: '/internal/', metrics: metrics.registry })
    expect((await handle(new Request('http://x/health'))).status).toBe(404)
    expect((await handle(new Request('http://x/internal/health'))).status).toBe(200)
    const response = await handle(new Request('http://x/internal/metrics'))
    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(await response.text()).toContain('duckdb_statement_duration_seconds')
  })
})
