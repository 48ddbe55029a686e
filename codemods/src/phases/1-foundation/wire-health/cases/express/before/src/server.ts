import express, { Router } from 'express'
import { nameOf } from './items.js'

const items = Router()
items.get('/:id', async (req, res) => {
  res.json({ name: await nameOf(Number(req.params.id)) })
})

// Everything under /admin has an application of its own.
const admin = express()
admin.get('/', (_req, res) => void res.send('admin'))

export const app = express()
app.use(express.json())
app.use('/items', items)
app.use('/admin', admin)

app.listen(Number(process.env.PORT ?? 3000))
