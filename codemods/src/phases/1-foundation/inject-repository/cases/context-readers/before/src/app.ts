import { getConnection } from './db.js'
import { Server } from './server.js'

export const app = new Server()

app.use(async (request) => {
  request.db = await getConnection()
})
