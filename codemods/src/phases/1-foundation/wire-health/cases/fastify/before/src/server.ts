import Fastify, { type FastifyInstance } from 'fastify'
import { nameOf } from './items.js'

export function buildServer(): FastifyInstance {
  const server = Fastify({
    logger: false, // quiet in tests
  })
  server.get<{ Params: { id: string } }>('/items/:id', async (request) => ({
    name: await nameOf(Number(request.params.id)),
  }))
  return server
}
