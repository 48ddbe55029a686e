import type { Server } from './server.js'

export function addRoutes(server: Server): void {
  server.use(async (request) => {
    const reader = await request.db.runAndReadAll('SELECT name FROM items')
    return reader.getRowObjectsJson()
  })
}
