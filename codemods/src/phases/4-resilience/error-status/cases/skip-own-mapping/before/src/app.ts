import express, { type NextFunction, type Request, type Response } from 'express'

const statuses: Record<string, number> = { NotFound: 404, Conflict: 409 }

/** Has a mapping of its own. */
export const app = express()
app.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
  res.status(statuses[error.name] ?? 400).json({ error: error.message })
})

/** 500 is a number of rows here, and a size there. */
export const limited = express()
limited.use(express.json({ limit: 500 }))
limited.get('/', (_req, res) => {
  res.json({ rows: Array.from({ length: 500 }, (_, row) => row) })
})

/** Two answers of 500 that mean different things. */
export const twofold = express()
twofold.use((error: Error, _req: Request, res: Response, _next: NextFunction) => {
  if (error.name === 'Fatal') {
    res.status(500).end('stopping')
    return
  }
  res.status(500).end()
})
