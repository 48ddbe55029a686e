import Fastify, { type FastifyInstance } from 'fastify'
import { inject } from '@duckshift/runtime'
import { fastifyHealth } from '@duckshift/runtime/health'
import { nameOf } from './items.js'
import { database } from './database.js'

export function buildServer(): FastifyInstance {
  const server = Fastify({
    logger: false, // quiet in tests
  })
  server.register(fastifyHealth(inject(database)))
  server.get<{ Params: { id: string } }>('/items/:id', async (request) => ({
    name: await nameOf(Number(request.params.id)),
  }))
  return server
}
