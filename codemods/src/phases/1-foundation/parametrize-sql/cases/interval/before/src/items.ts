import { getClient } from './db.js'

export async function recent(days: number, months: number) {
  const db = getClient()
  return db.query<{ id: number }>(
    `SELECT id FROM items WHERE created_at > TIMESTAMP '2026-01-01' - INTERVAL ${days} DAY AND created_at < TIMESTAMP '2026-01-01' + INTERVAL '${months}' MONTH`,
  )
}

export const lately = (days: number) =>
  getClient().query<{ id: number }>(`select id from items where created_at > current_date - interval '${days} days'`)
