import { inject } from '@duckshift/runtime'
import { database } from './database.js'

// The names are looked at twice.
export async function names(): Promise<number> {
  const db = await inject(database).connect()
  try {
    await db.execute('CREATE TEMP TABLE found AS SELECT name FROM items')
    const rows = await db.query<{ name: string }>(`SELECT name
    FROM found`)
    await db.execute('DROP TABLE found')
    return rows.length
  } finally {
    await db.release()
  }
}
