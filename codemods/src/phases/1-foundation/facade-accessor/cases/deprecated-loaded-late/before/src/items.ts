import { getDatabase } from './db.js'

export async function names(): Promise<string[]> {
  const database = await getDatabase()
  return new Promise((resolve, reject) => {
    database.all('SELECT name FROM items', (error: Error | null, rows: { name: string }[]) => {
      if (error) reject(error)
      else resolve(rows.map((row) => row.name))
    })
  })
}
