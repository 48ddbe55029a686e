import express, { type NextFunction, type Request, type Response } from 'express'
import { getClient } from './db.js'

export const app = express()

app.post('/items/:id', async (req, res) => {
  await getClient().execute('INSERT INTO items (id, name) VALUES (?, ?)', [Number(req.params.id), 'new'])
  res.status(201).end()
})

app.use((err: Error & { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  if (/Constraint Error/.test(err.message)) {
    res.status(409).json({ error: 'exists already' })
    return
  }
  const status =
    `${err}`.includes('Conversion Error: ') || /^Out of Range Error/.test(err.message)
      ? 400
      : (err.status ?? 500)
  res.status(status).json({ error: err.message })
})
