import { inject } from '@duckshift/runtime'
import { dbAccessor } from './database.js'

export async function names(): Promise<string[]> {
  const db = await inject(dbAccessor)()
  try {
    await db.execute('CREATE TEMP TABLE picked AS SELECT * FROM items')
    const rows = await db.query<{ name: string }>('SELECT name FROM picked')
    return rows.map((row) => row.name)
  } finally {
    db.close()
  }
}

export async function one(id: number) {
  const db = await inject(dbAccessor)()
  return db.query<{ name: string }>('SELECT name FROM items WHERE id = ?', [id])
}
