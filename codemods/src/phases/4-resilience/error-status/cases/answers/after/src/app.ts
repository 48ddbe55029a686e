import express, { type NextFunction, type Request, type Response } from 'express'
import { inject } from '@duckshift/runtime'
import { ItemsRepository } from './repositories/items-repository.js'
import { TagsRepository } from './repositories/tags-repository.js'
import { statusOf } from './error-status.js'

export const app = express()

app.get('/items/:id', async (req, res) => {
  const rows = await inject(ItemsRepository).findNameById(Number(req.params.id))
  const [item] = rows
  if (!item) throw Object.assign(new Error('no such item'), { status: 404 })
  res.json(item)
})

app.post('/items/:id', async (req, res) => {
  if (req.params.id === '0') throw new TypeError('no item 0')
  const id = Number(req.params.id)
  await inject(TagsRepository).updateItemIdByItemIdBelow(id, id)
  res.status(201).end()
})

app.use((error: Error & { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  res.status(error.status ?? statusOf(error)).json({ error: error.message.split('\n')[0] })
})
