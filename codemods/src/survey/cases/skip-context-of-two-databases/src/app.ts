import Database from 'better-sqlite3'
import express from 'express'
import { getConnection } from './db.js'

const app = express()
app.use('/events', async (req, _res, next) => {
  req.db = await getConnection() // usage: direct-call
  next()
})
app.use('/users', (req, _res, next) => {
  req.db = new Database('users.sqlite')
  next()
})
// Which of the two it is, nothing here tells.
app.get('/users/all', (req, res) => {
  res.json(req.db.prepare('SELECT name FROM users').all())
})
