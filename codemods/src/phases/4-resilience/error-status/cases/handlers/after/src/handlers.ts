import { createServer } from 'node:http'
import { inject } from '@duckshift/runtime'
import express, { type NextFunction, type Request, type Response } from 'express'
import fastify from 'fastify'
import { Hono } from 'hono'
import { statusOf } from './error-status.js'
import { ItemsRepository } from './repositories/items-repository.js'

export const app = express()
app.use((error: Error & { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  if (error.message === 'not found') {
    res.status(404).end()
    return
  }
  res.status(error.status ?? statusOf(error)).json({ error: error.message })
})

export const server = fastify()
server.setErrorHandler((error, _request, reply) => {
  const known = error as Error & { statusCode?: number }
  return reply.code(known.statusCode || statusOf(error)).send({ error: known.message })
})

export const hono = new Hono()
hono.onError((error, c) => c.json({ error: error.message }, statusOf(error)))

export const plain = createServer(async (_req, res) => {
  try {
    const [row] = await inject(ItemsRepository).countAll()
    res.end(String(row!.n))
  } catch (failure) {
    res.statusCode = statusOf(failure)
    res.end((failure as Error).message)
  }
})
