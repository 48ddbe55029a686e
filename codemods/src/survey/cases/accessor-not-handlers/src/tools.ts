import { query } from './db.js'

/** What a server calls with what it is asked. */
export const queryHandler =
  () =>
  async ({ sql }: { sql: string }) => {
    const rows = await query(sql) // usage: direct-call
    return { content: [{ type: 'text', text: JSON.stringify(rows) }] }
  }
