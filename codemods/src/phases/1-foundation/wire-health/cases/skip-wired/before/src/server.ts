import { Database } from '@duckshift/runtime'
import { healthHandler } from '@duckshift/runtime/health'
import express from 'express'

const app = express()
app.use(healthHandler(await Database.open(':memory:'), { basePath: '/status' }))
app.listen(3000)
