import express from 'express'
import { getConnection } from './db.js'

const app = express()
app.use(async (req, _res, next) => {
  req.db = await getConnection() // usage: direct-call
  next()
})
app.get('/items', async (req, res) => {
  const reader = await req.db.runAndReadAll('SELECT name FROM items') // usage: direct-call
  res.json(reader.getRowObjectsJson())
})
