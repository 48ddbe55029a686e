import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'
import { Server } from './server.js'

export const app = new Server()

app.use(async (request) => {
  request.db = await inject(connectionAccessor)()
})
