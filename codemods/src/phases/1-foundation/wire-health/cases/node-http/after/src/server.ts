import { createServer, type Server } from 'node:http'
import { inject } from '@duckshift/runtime'
import { withHealth } from '@duckshift/runtime/health'
import { nameOf } from './items.js'
import { database } from './database.js'

export function start(port: number): Server {
  const server = createServer(withHealth(inject(database), async (req, res) => {
    if (req.url === '/health') {
      res.end('ok')
      return
    }
    res.end(await nameOf(Number(req.url?.slice(1))))
  }, { basePath: '/internal' }))
  return server.listen(port)
}
