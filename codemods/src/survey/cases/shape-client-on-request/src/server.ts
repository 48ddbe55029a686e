import type { NextFunction, Request, Response } from 'express'
import { type Client, getClient } from './db.js'

interface WithClient extends Request {
  db: Client
}

export function attach(req: Request, _res: Response, next: NextFunction) {
  ;(req as WithClient).db = getClient() // usage: direct-call
  next()
}

export async function list(req: WithClient, res: Response) { // usage: parameter try-catch
  try {
    res.json(await req.db.query('SELECT * FROM items'))
  } catch {
    res.status(500).end()
  }
}
