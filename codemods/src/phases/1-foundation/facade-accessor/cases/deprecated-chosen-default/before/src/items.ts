import { getConnection } from './db.js'

export async function names(): Promise<string[]> {
  const connection = await getConnection()
  return new Promise((resolve, reject) => {
    connection.all('SELECT name FROM items', (error, rows) => {
      if (error) reject(error)
      else resolve(rows.map((row) => String(row.name)))
    })
  })
}
