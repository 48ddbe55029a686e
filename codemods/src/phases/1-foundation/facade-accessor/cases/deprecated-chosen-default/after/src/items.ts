import { inject } from '@duckshift/runtime'
import { connectionAccessor } from './database.js'

export async function names(): Promise<string[]> {
  const connection = await inject(connectionAccessor)()
  return new Promise((resolve, reject) => {
    connection.all('SELECT name FROM items', (error, rows) => {
      if (error) reject(error)
      else resolve(rows.map((row) => String(row.name)))
    })
  })
}
