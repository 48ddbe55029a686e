import { Router } from 'express'

export const router = Router()
router.get('/first', async (req, res) => {
  const { db } = res.locals
  const duck = req.db // usage: variable
  const reader = await duck.runAndReadAll('SELECT name FROM items LIMIT 1')
  res.json({ rows: reader.getRowObjectsJson(), other: await db.item.findMany() })
})
router.get('/last', (req, res) => {
  res.json({ url: req.db.url, database: req.database })
})
