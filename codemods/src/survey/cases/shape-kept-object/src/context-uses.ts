import { context } from './contexts.js'

export async function clear() {
  await context.db.query('BEGIN') // usage: manual-transaction several-queries
  await context.db.query('DELETE FROM items')
  await context.db.query('COMMIT')
}

export const started = () => context.started
