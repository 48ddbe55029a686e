import { getClient } from './client.js'

export async function clear() {
  const context = { db: getClient(), user: 'me' } // usage: manual-transaction several-queries
  await context.db.query('BEGIN')
  await context.db.query('DELETE FROM items')
  const { db } = context
  await db.query('COMMIT')
}

export const context = { db: getClient(), started: 0 } // usage: direct-call
