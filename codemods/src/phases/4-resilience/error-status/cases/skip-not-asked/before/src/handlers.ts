import { createServer } from 'node:http'
import express, { type NextFunction, type Request, type Response } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { getClient } from './db.js'

export const app = express()
app.use((error: Error & { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  if (error.message === 'not found') {
    res.status(404).end()
    return
  }
  res.status(error.status ?? 500).json({ error: error.message })
})

export const server = fastify()
server.setErrorHandler((error, _request, reply) => {
  const known = error as Error & { statusCode?: number }
  return reply.code(known.statusCode || 500).send({ error: known.message })
})

export const hono = new Hono()
hono.onError((error, c) => c.json({ error: error.message }, 500))

export const plain = createServer(async (_req, res) => {
  try {
    const [row] = await getClient().query<{ n: bigint }>('SELECT count(*) AS n FROM items')
    res.end(String(row!.n))
  } catch (failure) {
    res.statusCode = 500
    res.end((failure as Error).message)
  }
})
