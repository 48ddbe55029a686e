import { createServer, type Server } from 'node:http'
import { nameOf } from './items.js'

export function start(port: number): Server {
  const server = createServer(async (req, res) => {
    if (req.url === '/health') {
      res.end('ok')
      return
    }
    res.end(await nameOf(Number(req.url?.slice(1))))
  })
  return server.listen(port)
}
