import { Elysia } from 'elysia'
import Fastify from 'fastify'
import { getConnection } from './db.js'

const app = Fastify()
app.decorate('warehouse', await getConnection()) // usage: argument
app.get('/items', async (request) => {
  const reader = await request.server.warehouse.runAndReadAll('SELECT name FROM items') // usage: direct-call
  return reader.getRowObjectsJson()
})

export const other = new Elysia()
  .get('/items', async ({ warehouse }) => (await warehouse.runAndReadAll('SELECT 1')).getRowsJson()) // usage: variable
  .get('/typed', ({ warehouse }: { warehouse: { name: string } }) => warehouse.name)
