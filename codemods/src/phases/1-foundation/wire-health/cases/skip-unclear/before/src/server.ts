import express from 'express'
import { nameOf } from './items.js'

export const server = express()
  .get('/', async (_req, res) => void res.send(await nameOf(1)))
  .listen(3000)
