import express, { type NextFunction, type Request, type Response } from 'express'
import { inject, ConstraintError, DatabaseError } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'

export const app = express()

app.post('/items/:id', async (req, res) => {
  await inject(ItemsRepository).insert(Number(req.params.id), 'new')
  res.status(201).end()
})

app.use((err: Error & { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  if (err instanceof ConstraintError) {
    res.status(409).json({ error: 'exists already' })
    return
  }
  const status =
    err instanceof DatabaseError && err.code === 'conversion'
      ? 400
      : (err.status ?? 500)
  res.status(status).json({ error: err.message })
})
