import { getClient } from './db.js'

export async function ofMonth(year: number, month: number) {
  const db = getClient()
  const monthText = String(month).padStart(2, '0')
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE created_at >= DATE '${year}-${monthText}-01' AND category LIKE '${year}%\\${monthText}'`,
  )
}
