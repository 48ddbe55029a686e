import { getClient } from '../db.js'

type Handler = () => Promise<unknown>
const routes = new Map<string, Handler>()

routes.set('/count', async () => {
  const db = getClient()
  const rows = await db.query<{ highest: number }>(
    'SELECT MAX(CAST(price AS INTEGER)) AS highest FROM items',
  )
  return rows[0]
})

routes.set('/newest', async () => {
  const db = getClient()
  const rows = await db.query<{ newest: number }>('SELECT MAX(CAST(price AS INTEGER)) AS newest FROM items')
  return rows[0]
})
