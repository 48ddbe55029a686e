import express, { type NextFunction, type Request, type Response } from 'express'
import { getClient } from './db.js'

export const routes = express.Router()

routes.get('/items', async (_req, res) => {
  try {
    res.json(await getClient().query('SELECT id, name FROM items ORDER BY id'))
  } catch (error) {
    console.error(error)
    res.status(500).end()
  }
})

export const limit = 500

routes.use((_error: Error, _req: Request, res: Response, _next: NextFunction) => {
  if (limit > 100) res.status(500).end()
  else res.status(500).json({ limit })
})
