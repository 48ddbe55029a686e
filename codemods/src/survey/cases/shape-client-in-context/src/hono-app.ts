import { Hono } from 'hono'
import { getConnection } from './db.js'

const app = new Hono()
app.use(async (c, next) => {
  c.set('duck', await getConnection()) // usage: argument
  await next()
})
app.get('/items', async (c) => {
  const reader = await c.get('duck').runAndReadAll('SELECT name FROM items') // usage: direct-call
  return c.json(reader.getRowObjectsJson())
})
app.get('/names', async (c) => {
  const reader = await c.var.duck.runAndReadAll('SELECT name FROM items') // usage: direct-call
  return c.json(reader.getRowObjectsJson())
})
