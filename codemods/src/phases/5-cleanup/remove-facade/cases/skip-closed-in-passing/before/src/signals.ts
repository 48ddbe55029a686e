import { getClient } from './db.js'

process.on('SIGTERM', () => {
  getClient().close()
  process.exit(0)
})
