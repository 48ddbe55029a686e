import express, { type NextFunction, type Request, type Response } from 'express'
import { getClient } from './db.js'

export const app = express()

app.get('/items/:id', async (req, res) => {
  const rows = await getClient().query<{ name: string }>('SELECT name FROM items WHERE id = ?', [Number(req.params.id)])
  const [item] = rows
  if (!item) throw Object.assign(new Error('no such item'), { status: 404 })
  res.json(item)
})

app.post('/items/:id', async (req, res) => {
  if (req.params.id === '0') throw new TypeError('no item 0')
  const id = Number(req.params.id)
  await getClient().execute('UPDATE tags SET item_id = ? WHERE item_id < ?', [id, id])
  res.status(201).end()
})

app.use((error: Error & { status?: number }, _req: Request, res: Response, _next: NextFunction) => {
  res.status(error.status ?? 500).json({ error: error.message.split('\n')[0] })
})
