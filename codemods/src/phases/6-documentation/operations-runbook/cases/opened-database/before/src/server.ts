import { createServer } from 'node:http'
import { healthHandler } from '@duckshift/runtime/health'
import { open } from './items.js'

const db = await open()
createServer(healthHandler(db, { basePath: '/internal' })).listen(0)
