import { acquire } from './db.js'

export async function items() {
  const { connection, release } = await acquire() // usage: variable try-catch
  try {
    return await connection.run('SELECT * FROM items')
  } finally {
    release()
  }
}
