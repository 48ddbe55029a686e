import fastify from 'fastify'
import { Hono } from 'hono'
import { getClient } from './db.js'

export const server = fastify()
server.setErrorHandler((error: Error, _request, reply) => {
  const text = error.message.split('\n')[0]!
  if (/^Conversion Error/.test(text)) return reply.code(422).send({ error: text })
  return reply.code(500).send({ error: text })
})

export const hono = new Hono()
hono.get('/', async (c) => c.json(await getClient().query('SELECT name FROM items')))
hono.onError((error, c) => c.json({ error: error.message }, error.message.includes('out of range') ? 422 : 500))
