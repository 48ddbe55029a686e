import { createServer } from 'node:http'
import { nameOf } from './items.js'

createServer(async (_req, res) => void res.end(await nameOf(1))).listen(3000)
createServer((_req, res) => void res.end('metrics')).listen(3001)
